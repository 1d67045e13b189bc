// Every family of statements, on both catalogues.
import { assert, asyncProperty, maxSafeInteger, string } from 'fast-check'
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { auditOf, recordAudit } from '../../src/store/catalogue/audit.ts'
import { isUniqueViolation } from '../../src/store/catalogue/catalogueFault.ts'
import { configurationHash, findConfiguration, keepConfiguration } from '../../src/store/catalogue/configurations.ts'
import { findFingerprints, keepFingerprints } from '../../src/store/catalogue/fileFingerprints.ts'
import { allImages, filesOfImages, findImagesByContent, reserveImageNumbers } from '../../src/store/catalogue/images.ts'
import { addProject, addUser, findUserByAccount, personalProjectOf } from '../../src/store/catalogue/people.ts'
import { filesOfResult, findResult, findResultByInputs, imagesOfResult } from '../../src/store/catalogue/results.ts'
import { changeRun, describeRun, findLiveRunByName, findRun, liveRuns } from '../../src/store/catalogue/runs.ts'
import { findSetting, keepSetting } from '../../src/store/catalogue/settings.ts'
import { findVersion, versionsOfRun } from '../../src/store/catalogue/versions.ts'
import { publishImages } from '../../src/store/publishing/publishImages.ts'
import { publishVersion } from '../../src/store/publishing/publishVersion.ts'
import type { Store } from '../../src/store/store.ts'
import {
  addExampleOperation,
  addExampleRun,
  claimExample,
  exampleTime,
  trashExample,
  valueOf,
  writeExampleImage,
  writeExampleResult,
} from '../store/exampleStore.ts'
import { eachStore } from './eachStore.ts'

const largest = Number.MAX_SAFE_INTEGER

/** Publishes a version with two images. */
async function publishExample(store: Store, runId: string) {
  const attempt = await claimExample(store, await addExampleOperation(store, { id: runId }))
  const first = await reserveImageNumbers(store.catalogue, 2)
  const images = [writeExampleImage(attempt, 'b.fits', first, 'content b'), writeExampleImage(attempt, 'a.fits', first + 1, 'content a')]
  const rows = valueOf(await publishImages(store, attempt, images))
  const version = await writeExampleResult(store, attempt, runId, rows)
  return { version, rows, published: valueOf(await publishVersion(store, attempt, version)) }
}

eachStore('image numbers are handed out once each, in blocks that follow each other', async ({ catalogue }) => {
  const counts = [3, 1, 5, 2]
  const firsts: number[] = []
  for (const count of counts) firsts.push(await reserveImageNumbers(catalogue, count))
  expect(firsts).toEqual([1, 4, 5, 10])
})

eachStore('image numbers asked for at once are handed out once each', async ({ catalogue }) => {
  const firsts = await Promise.all(Array.from({ length: 40 }, () => reserveImageNumbers(catalogue, 3)))
  expect(firsts.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => 1 + 3 * index))
})

eachStore('a published version has its images, its result and its files as they were given', async (store) => {
  const { catalogue } = store
  const run = await addExampleRun(store, 'lmc')
  const { version, rows, published } = await publishExample(store, run.id)
  expect(await allImages(catalogue)).toEqual(rows)
  expect(await findImagesByContent(catalogue, ['content a', 'content z'])).toEqual(new Map([['content a', rows[1]]]))
  expect(await filesOfImages(catalogue, [rows[0].id])).toMatchObject([{ role: 'image', path: 'data/b.fits', bytes: 10 }])
  const result = await findResult(catalogue, version.resultId)
  expect(result).toMatchObject({ runId: run.id, inputsHash: 'inputs', configurationHash: configurationHash(version.configurationText) })
  expect(await findResultByInputs(catalogue, run.id, 'inputs')).toEqual(result)
  expect(await findResultByInputs(catalogue, run.id, 'other inputs')).toBeUndefined()
  expect(await imagesOfResult(catalogue, version.resultId)).toEqual(rows.map((row, epoch) => ({ ...row, epoch })))
  const files = await filesOfResult(catalogue, version.resultId)
  expect(files.map(({ name }) => name)).toEqual(['associations.parquet', 'config.yaml', 'sources.parquet'])
  expect(await findVersion(catalogue, run.id, published.number)).toMatchObject({
    number: 1,
    resultId: version.resultId,
    parentNumber: null,
  })
  expect(await findRun(catalogue, run.id)).toMatchObject({ headVersion: 1, lastVersion: 1, work: 'completed' })
})

eachStore('versions of a run come newest first, with their numbers as numbers', async (store) => {
  const run = await addExampleRun(store, 'lmc')
  for (let count = 0; count < 2; count++) await publishExample(store, run.id)
  const versions = await versionsOfRun(store.catalogue, run.id)
  expect(versions.map(({ number, parentNumber }) => [number, parentNumber])).toEqual([
    [2, 1],
    [1, null],
  ])
})

eachStore('a change decided on an older revision of a run is not made', async (store) => {
  const { catalogue } = store
  const run = await addExampleRun(store, 'lmc')
  expect(await changeRun(catalogue, run, { lastSourceId: largest })).toBe(true)
  expect(await changeRun(catalogue, run, { lastSourceId: 1 })).toBe(false)
  expect(await findRun(catalogue, run.id)).toMatchObject({ lastSourceId: largest, revision: run.revision + 1 })
  expect(await changeRun(catalogue, { id: randomUUID(), revision: 0 }, { lastSourceId: 1 })).toBe(false)
})

eachStore('two changes decided on one revision at once: one is made', async (store, place) => {
  const other = await place.open()
  const run = await addExampleRun(store, 'lmc')
  for (let revision = run.revision; revision < run.revision + 10; revision++) {
    const outcomes = await Promise.all(
      [store, other].map(({ catalogue }, index) => changeRun(catalogue, { id: run.id, revision }, { forcedCount: index })),
    )
    expect(outcomes.filter(Boolean)).toHaveLength(1)
  }
})

eachStore('a live name is taken once, and free again when its run is in Trash', async (store) => {
  const { catalogue } = store
  const run = await addExampleRun(store, 'lmc')
  const twin = catalogue.insertInto('runs').values({ ...run, id: randomUUID() })
  expect(await twin.execute().then(() => null, isUniqueViolation)).toBe(true)
  await trashExample(store, run)
  expect(await findLiveRunByName(catalogue, 'lmc')).toBeUndefined()
  const next = await addExampleRun(store, 'lmc')
  expect((await findLiveRunByName(catalogue, 'lmc'))?.id).toBe(next.id)
})

eachStore('live runs come newest change first', async (store) => {
  const { catalogue } = store
  const names = ['a', 'b', 'c']
  for (const name of names) {
    const run = await addExampleRun(store, name)
    await changeRun(catalogue, run, { updatedAt: `2026-11-20T20:3${names.indexOf(name)}:00.000Z` })
  }
  expect((await liveRuns(catalogue)).map(({ name }) => name)).toEqual(['c', 'b', 'a'])
})

eachStore('an account has one user, whoever adds it again', async ({ catalogue }) => {
  const user = { id: randomUUID(), name: 'Maria', account: 'maria', createdAt: exampleTime }
  await addUser(catalogue, user)
  await addUser(catalogue, { ...user, id: randomUUID(), name: 'Somebody else' })
  expect(await findUserByAccount(catalogue, 'maria')).toEqual({ ...user, email: null, isActive: 1, isAdministrator: 0 })
  const own = { id: randomUUID(), name: 'Own', ownerId: user.id, createdAt: exampleTime, use: 'personal' } as const
  await addProject(catalogue, own)
  expect(await personalProjectOf(catalogue, user.id)).toMatchObject(own)
})

eachStore('a row that points at nothing is refused', async (store) => {
  const { catalogue } = store
  const project = { id: 'p', name: 'p', ownerId: 'nobody', createdAt: exampleTime, use: 'ordinary' } as const
  await expect(addProject(catalogue, project)).rejects.toThrow(/foreign key/i)
  const run = await addExampleRun(store, 'lmc')
  await expect(catalogue.deleteFrom('users').where('id', '=', run.ownerId).execute()).rejects.toThrow(/foreign key/i)
  await expect(
    catalogue
      .updateTable('runs')
      .set({ work: 'asleep' as 'running' })
      .execute(),
  ).rejects.toThrow(/check constraint/i)
})

eachStore('a text is kept once for ever', async ({ catalogue }) => {
  const text = 'run: {}\n# ü 🜨 \u2028 \t"\\\' \uffff\n'
  const hash = await keepConfiguration(catalogue, text, exampleTime)
  expect(await keepConfiguration(catalogue, text, '2027-01-01T00:00:00.000Z')).toBe(hash)
  expect(await findConfiguration(catalogue, hash)).toBe(text)
  expect(await findConfiguration(catalogue, 'unknown')).toBeUndefined()
})

eachStore('of a file the newest state has a fingerprint', async ({ catalogue }) => {
  const stamp = { kind: 'sampled', device: '2049', inode: '7', bytes: 2 ** 40, modifiedNs: '1', changedNs: '2' }
  const newer = { ...stamp, bytes: 2 ** 40 + 1 }
  await keepFingerprints(catalogue, [{ ...stamp, fingerprint: 'old' }])
  expect(await findFingerprints(catalogue, [stamp])).toEqual(['old'])
  await keepFingerprints(catalogue, [{ ...newer, fingerprint: 'new' }])
  expect(await findFingerprints(catalogue, [newer, stamp])).toEqual(['new', undefined])
})

eachStore('the history of a thing comes in the order in which it was written', async (store) => {
  const { ownerId, id } = await addExampleRun(store, 'lmc')
  const { catalogue } = store
  const before = await auditOf(catalogue, id)
  const actions = Array.from({ length: 30 }, (_, index) => `action ${index}`)
  for (const action of actions) {
    await recordAudit(catalogue, { at: exampleTime, actorId: ownerId, action, subjectKind: 'run', subjectId: id, details: { action } })
  }
  const after = await auditOf(catalogue, id)
  expect(after.slice(before.length).map(({ action }) => action)).toEqual(actions)
})

eachStore('a setting is what it was last set to', async ({ catalogue }) => {
  expect(await findSetting(catalogue, 'retentionDays')).toBeUndefined()
  for (const value of ['30', '7']) await keepSetting(catalogue, 'retentionDays', value)
  expect(await findSetting(catalogue, 'retentionDays')).toBe('7')
})

eachStore('every text and every whole number comes back as it was', async (store) => {
  const { catalogue } = store
  const run = await addExampleRun(store, 'lmc')
  const texts = string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('\0', '').toWellFormed())
  await assert(
    asyncProperty(texts, maxSafeInteger(), async (text, number) => {
      await describeRun(catalogue, run.id, text)
      await catalogue.updateTable('runs').set({ forcedCount: number }).where('id', '=', run.id).execute()
      expect(await findRun(catalogue, run.id)).toMatchObject({ description: text, forcedCount: number })
      const found = await catalogue.selectFrom('runs').select('id').where('description', '=', text).executeTakeFirst()
      expect(found?.id).toBe(run.id)
    }),
    { numRuns: 60 },
  )
})

eachStore('texts are ordered by code point', async ({ catalogue }) => {
  const names = ['z', 'a', 'Z', 'é', 'a b', 'a-b', 'A', '10', '9', 'ab', '_', 'ß', '🜨', '\uffee', 'a']
  const distinct = [...new Set(names)]
  for (const name of distinct) await keepSetting(catalogue, name, '')
  const rows = await catalogue.selectFrom('settings').select('name').orderBy('name').execute()
  expect(rows.map(({ name }) => name)).toEqual(distinct.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
  const later = await catalogue.selectFrom('settings').select('name').where('name', '>', 'Z').where('name', '<', 'ab').execute()
  expect(new Set(later.map(({ name }) => name))).toEqual(new Set(['_', 'a', 'a b', 'a-b']))
})

eachStore('counts and sums are numbers', async ({ catalogue }) => {
  await reserveImageNumbers(catalogue, largest)
  const row = await catalogue
    .selectFrom('counters')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number>('value').as('sum')])
    .executeTakeFirstOrThrow()
  expect(row).toEqual({ count: 1, sum: largest })
})

eachStore('a number beyond 2^53 is never read as another one', async ({ catalogue }) => {
  await catalogue
    .insertInto('counters')
    .values({ name: 'far', value: (2n ** 53n) as unknown as number })
    .execute()
  await expect(catalogue.selectFrom('counters').selectAll().execute()).rejects.toThrow(RangeError)
})

eachStore('what both catalogues do not keep alike is refused before it is sent', async ({ catalogue }) => {
  for (const value of ['with \0', true, new Date(0), { json: 1 }]) {
    await expect(keepSetting(catalogue, 'name', value as string)).rejects.toThrow(TypeError)
  }
})
