import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { closeHalley, openHalley } from '../../src/app/halley.ts'
import { restoreStoreBackup } from '../../src/app/backup/restoreStoreBackup.ts'
import { backUp, backUpDaily } from '../../src/store/backup/backUp.ts'
import { backedUpTables, passingTables } from '../../src/store/backup/backedUpTables.ts'
import { restoreBackup } from '../../src/store/backup/restoreBackup.ts'
import { columnsOf } from '../../src/store/backup/writeBackup.ts'
import { lookTogether } from '../../src/store/catalogue/lookTogether.ts'
import { findResult } from '../../src/store/catalogue/results.ts'
import { versionsOfRun } from '../../src/store/catalogue/versions.ts'
import { publishImages } from '../../src/store/publishing/publishImages.ts'
import { publishVersion } from '../../src/store/publishing/publishVersion.ts'
import type { Store } from '../../src/store/store.ts'
import { catalogueKinds, eachStore, makeStorePlace } from '../catalogue/eachStore.ts'
import { makeDatabase } from '../postgres/sharedServer.ts'
import {
  addExampleOperation,
  addExampleRun,
  claimExample,
  trashExample,
  valueOf,
  writeExampleImage,
  writeExampleResult,
} from '../store/exampleStore.ts'

const now = new Date('2026-11-20T20:35:00.000Z')

/** A run with a version over two images. */
async function publishRun(store: Store, name: string) {
  const run = await addExampleRun(store, name)
  const attempt = await claimExample(store, await addExampleOperation(store, run))
  const images = [
    writeExampleImage(attempt, `${name}-a.fits`, 2 * name.length, `${name} a`),
    writeExampleImage(attempt, `${name}-b.fits`, 2 * name.length + 1, `${name} b`),
  ]
  const rows = valueOf(await publishImages(store, attempt, images))
  const version = await writeExampleResult(store, attempt, run.id, rows)
  valueOf(await publishVersion(store, attempt, version))
  return { run, resultId: version.resultId }
}

/** Everything in a backup but its first line, which says when it was written. */
function contentOf(path: string): string {
  return gunzipSync(readFileSync(path)).toString().replace(/^.*\n/, '')
}

async function contentNow(store: Store, home: string): Promise<string> {
  const path = join(home, `now-${Math.random()}`)
  valueOf(await backUp(store, path, now))
  return contentOf(path)
}

eachStore('has every table of the catalogue, each after those that its keys lead to', async ({ catalogue }) => {
  const others = ['schema_version', 'store_identity', ...passingTables]
  const tables = [...(await columnsOf(catalogue)).keys()].filter((name) => !others.includes(name))
  expect(backedUpTables.map(({ name }) => name).toSorted()).toEqual(tables.toSorted())
})

eachStore('brings the catalogue back as it was, and keeps what was there before', async (store, place) => {
  await publishRun(store, 'lmc')
  const path = join(place.home, 'mine')
  valueOf(await backUp(store, path, now))
  await trashExample(store, await addExampleRun(store, 'later'))
  const later = await contentNow(store, place.home)
  await store.close()
  const restored = valueOf(await restoreStoreBackup({ environment: place.environment, path, to: null }))
  expect(restored).toMatchObject({ incomplete: [], header: { storeId: store.id } })
  expect(await contentNow(await place.open(), place.home)).toBe(contentOf(path))
  expect(restored.keptBefore).not.toBeNull()
  if (place.kind === 'PostgreSQL') expect(contentOf(restored.keptBefore ?? '')).toBe(later)
})

test('moves a store from SQLite to PostgreSQL and back, row for row', async () => {
  const place = await makeStorePlace('SQLite')
  const database = await makeDatabase()
  try {
    const store = await place.open()
    await publishRun(store, 'lmc')
    await trashExample(store, (await publishRun(store, 'smcx')).run)
    const before = await contentNow(store, place.home)
    const path = join(place.home, 'mine')
    valueOf(await backUp(store, path, now))
    await store.close()
    valueOf(await restoreStoreBackup({ environment: place.environment, path, to: database.url }))
    expect(existsSync(join(place.home, 'catalogue.sqlite'))).toBe(false)

    const environment = { ...place.environment, HALLEY_DATABASE_URL: database.url }
    const { openStore } = await import('../../src/store/store.ts')
    const onServer = valueOf(await openStore(place.home, { environment }))
    expect(await contentNow(onServer, place.home)).toBe(before)
    const back = join(place.home, 'back')
    valueOf(await backUp(onServer, back, now))
    await onServer.close()
    valueOf(await restoreStoreBackup({ environment: place.environment, path: back, to: null }))
    expect(await contentNow(await place.open(), place.home)).toBe(before)
  } finally {
    await place.remove()
    await database.drop()
  }
})

test.each(catalogueKinds)('a backup that is cut off, or of another store, changes nothing (%s)', async (kind) => {
  const [place, other] = [await makeStorePlace(kind), await makeStorePlace('SQLite')]
  try {
    const store = await place.open()
    await publishRun(store, 'lmc')
    const before = await contentNow(store, place.home)
    const [whole, cut, foreign] = ['whole', 'cut', 'foreign'].map((name) => join(place.home, name)) as [string, string, string]
    valueOf(await backUp(store, whole, now))
    writeFileSync(cut, readFileSync(whole).subarray(0, -200))
    valueOf(await backUp(await other.open(), foreign, now))
    await store.close()
    const restore = (path: string) => restoreStoreBackup({ environment: place.environment, path, to: null })
    expect(await restore(cut)).toMatchObject({ ok: false, fault: { code: 'backup.damaged' } })
    expect(await restore(foreign)).toMatchObject({ ok: false, fault: { code: 'backup.foreign' } })
    expect(await restore(join(place.home, 'nothing'))).toMatchObject({ ok: false, fault: { code: 'file.missing' } })
    expect(await contentNow(await place.open(), place.home)).toBe(before)
  } finally {
    await place.remove()
    await other.remove()
  }
})

eachStore('marks versions whose files are gone, and keeps aside what is newer than the backup', async (store, place) => {
  const old = await publishRun(store, 'lmc')
  const path = join(place.home, 'mine')
  valueOf(await backUp(store, path, now))
  const newer = await publishRun(store, 'smcx')
  rmSync(store.paths.result(old.run.id, old.resultId), { recursive: true })
  await store.close()
  const restored = valueOf(await restoreStoreBackup({ environment: place.environment, path, to: null }))
  expect(restored.incomplete).toMatchObject([{ runId: old.run.id, resultId: old.resultId }])
  expect(restored.quarantined).toHaveLength(3)
  expect(
    restored.quarantined.some((one) => existsSync(join('target' in one ? one.target : '', 'results', newer.resultId, 'sources.parquet'))),
  ).toBe(true)
  const { catalogue } = await place.open()
  expect((await findResult(catalogue, old.resultId))?.missingSince).not.toBeNull()
  expect(await versionsOfRun(catalogue, old.run.id)).toHaveLength(1)
})

/** A backup that is written while a processing is at work, which ends well only afterwards. */
async function backUpTooEarly(store: Store, path: string) {
  const run = await addExampleRun(store, 'lmc')
  const attempt = await claimExample(store, await addExampleOperation(store, run))
  const rows = valueOf(await publishImages(store, attempt, [writeExampleImage(attempt, 'a.fits', 1, 'a')]))
  valueOf(await backUp(store, path, now))
  const version = await writeExampleResult(store, attempt, run.id, rows)
  return { attempt, version, folder: store.paths.result(run.id, version.resultId) }
}

eachStore('keeps aside what an operation published after the backup, though the backup has it at work', async (store, place) => {
  const path = join(place.home, 'mine')
  const { attempt, version, folder } = await backUpTooEarly(store, path)
  valueOf(await publishVersion(store, attempt, version))
  await store.close()
  const { quarantined } = valueOf(await restoreStoreBackup({ environment: place.environment, path, to: null }))
  expect(quarantined).toMatchObject([{ folder, target: expect.stringContaining('quarantine') as unknown }])
  const halley = valueOf(await openHalley({ environment: place.environment }))
  await closeHalley(halley)
  expect(quarantined.every((moved) => 'target' in moved && existsSync(join(moved.target, 'sources.parquet')))).toBe(true)
})

eachStore('what is newer is kept aside too where the restore was killed before it came to that', async (store, place) => {
  const path = join(place.home, 'mine')
  const { attempt, version, folder } = await backUpTooEarly(store, path)
  valueOf(await publishVersion(store, attempt, version))
  await store.close()
  const url = place.environment['HALLEY_DATABASE_URL'] || null
  valueOf(await restoreBackup({ path: place.home, id: store.id }, { path, url, now }))
  const halley = valueOf(await openHalley({ environment: place.environment }))
  await closeHalley(halley)
  expect(existsSync(folder)).toBe(false)
  const [quarantine = ''] = readdirSync(join(place.home, 'quarantine'))
  expect(existsSync(join(place.home, 'quarantine', quarantine, relative(place.home, folder), 'sources.parquet'))).toBe(true)
})

eachStore('who was at work when a backup was written cannot publish into the catalogue that is made of it', async (store, place) => {
  const path = join(place.home, 'mine')
  const { attempt, version } = await backUpTooEarly(store, path)
  await store.close()
  valueOf(await restoreBackup({ path: place.home, id: store.id }, { path, url: place.environment['HALLEY_DATABASE_URL'] || null, now }))
  const published = await publishVersion(await place.open(), attempt, version)
  expect(published).toMatchObject({ ok: false, fault: { code: 'publish.superseded' } })
})

test('what is left beside a catalogue that is gone is not taken for part of the new one', async () => {
  const place = await makeStorePlace('SQLite')
  try {
    const store = await place.open()
    const path = join(place.home, 'mine')
    await publishRun(store, 'lmc')
    valueOf(await backUp(store, path, now))
    await addExampleRun(store, 'later')
    const log = readFileSync(join(place.home, 'catalogue.sqlite-wal'))
    await store.close()
    rmSync(join(place.home, 'catalogue.sqlite'))
    writeFileSync(join(place.home, 'catalogue.sqlite-wal'), log)
    valueOf(await restoreStoreBackup({ environment: place.environment, path, to: null }))
    expect(await contentNow(await place.open(), place.home)).toBe(contentOf(path))
    expect(readdirSync(join(place.home, 'backups')).filter((name) => name.endsWith('sqlite-wal'))).toHaveLength(1)
  } finally {
    await place.remove()
  }
})

test('who opens the store while its catalogue is replaced gets the new one', async () => {
  const place = await makeStorePlace('SQLite')
  try {
    const store = await place.open()
    const path = join(place.home, 'mine')
    await publishRun(store, 'lmc')
    valueOf(await backUp(store, path, now))
    await addExampleRun(store, 'later')
    await store.close()
    const restored = restoreStoreBackup({ environment: place.environment, path, to: null })
    const opened = await Promise.all([1, 2, 3].map(() => place.open({ patienceMs: 20_000 })))
    const isRestored = (await restored).ok
    for (const one of opened) {
      const names = (await one.catalogue.selectFrom('runs').select('name').orderBy('name').execute()).map(({ name }) => name)
      expect(names).toEqual(isRestored ? ['lmc'] : ['later', 'lmc'])
    }
  } finally {
    await place.remove()
  }
})

eachStore('writes over no file that is there', async (store, { home }) => {
  const path = join(home, 'mine')
  valueOf(await backUp(store, path, now))
  const before = readFileSync(path)
  await addExampleRun(store, 'later')
  expect(await backUp(store, path, now)).toMatchObject({ ok: false, fault: { code: 'backup.exists' } })
  expect(readFileSync(path)).toEqual(before)
})

eachStore('nobody waits while a backup is written, and it has one moment of the catalogue', async (store, place) => {
  await addExampleRun(store, 'before')
  const other = await place.open({ patienceMs: 100 })
  const found = await lookTogether(store.catalogue, async (transaction) => {
    const names = async () => (await transaction.selectFrom('runs').select('name').execute()).map(({ name }) => name)
    const first = await names()
    await addExampleRun(other, 'meanwhile')
    return [first, await names()]
  })
  expect(found).toEqual([['before'], ['before']])
  expect(await store.catalogue.selectFrom('runs').select('name').execute()).toHaveLength(2)
})

test('does not take the catalogue from under another process', async () => {
  const place = await makeStorePlace('SQLite')
  try {
    const store = await place.open()
    await addExampleRun(store, 'lmc')
    const path = join(place.home, 'mine')
    valueOf(await backUp(store, path, now))
    expect(await restoreStoreBackup({ environment: place.environment, path, to: null })).toMatchObject({
      ok: false,
      fault: { code: 'catalogue.busy', retryable: true },
    })
  } finally {
    await place.remove()
  }
})

function day(number: number): Date {
  return new Date(Date.UTC(2026, 0, number, 12))
}

eachStore('writes one backup a day, and removes its own after thirty days', async (store, { home }) => {
  const backups = () => readdirSync(join(home, 'backups')).filter((name) => name.endsWith('-daily.halley-backup'))
  expect(valueOf(await backUpDaily(store, day(1)))).not.toBeNull()
  expect(valueOf(await backUpDaily(store, day(1)))).toBeNull()
  writeFileSync(join(home, 'backups', 'mine-daily.halley-backup'), '')
  for (let number = 2; number <= 33; number++) valueOf(await backUpDaily(store, day(number)))
  expect(backups()).toHaveLength(32)
  expect(backups()).toContain('mine-daily.halley-backup')
})
