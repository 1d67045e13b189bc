import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { copyRun } from '../../src/app/versions/copyRun.ts'
import { diffVersions } from '../../src/app/versions/diffVersions.ts'
import { listVersions } from '../../src/app/versions/listVersions.ts'
import { revertVersion } from '../../src/app/versions/revertVersion.ts'
import { planPruning, setVersionRule, trashVersions } from '../../src/app/versions/trashVersions.ts'
import { process, readTable, tryProcess } from '../process/processing.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { grow, grownConfigs, tryWithRun, withRun } from './grownRun.ts'

const folder = temporaryFolder()
let configs: readonly [string, string]

beforeAll(async () => {
  configs = await grownConfigs(folder)
})

async function sourceIds(home: string): Promise<number[]> {
  return (await readTable(join(home, 'runs', 'lmc'), 'sources')).map(({ id }) => Number(id)).toSorted((a, b) => a - b)
}

test('tells two versions apart: the image added, the sources that came, and back again the same as gone', async () => {
  const home = join(folder, 'diff')
  await process(home, configs[0], { name: 'lmc' })
  const first = await sourceIds(home)
  await process(home, configs[1], { name: 'lmc' })
  const second = await sourceIds(home)
  const forth = await tryWithRun(home, (halley, run) => diffVersions(halley, run, 1, 2))
  expect(forth.images.added).toHaveLength(1)
  expect(forth.images.removed).toEqual([])
  expect(forth.sources.added).toEqual(second.filter((id) => !first.includes(id)))
  expect(forth.sources.gone).toEqual(first.filter((id) => !second.includes(id)))
  expect(forth.sources.unchanged + forth.sources.changed.length + forth.sources.gone.length).toBe(first.length)
  const back = await tryWithRun(home, (halley, run) => diffVersions(halley, run, 2, 1))
  expect([back.sources.added, back.sources.gone]).toEqual([forth.sources.gone, forth.sources.added])
  expect(back.sources.merged.map(({ id, from }) => [id, from])).toEqual(forth.sources.split.map(({ id, into }) => [id, into]))
  const same = await tryWithRun(home, (halley, run) => diffVersions(halley, run, 2, 2))
  expect(same.sources).toMatchObject({ added: [], gone: [], split: [], merged: [], changed: [], unchanged: second.length })
  expect(await withRun(home, (halley, run) => diffVersions(halley, run, 1, 9))).toMatchObject({
    ok: false,
    fault: { code: 'version.unknown' },
  })
})

test('copies the configuration that is shown into a new run, with a parameter changed', async () => {
  const home = join(folder, 'copy')
  await process(home, configs[0], { name: 'lmc' })
  const changes = [['source_association.radius', '15']] as const
  const copied = await tryWithRun(home, (halley, run) => copyRun(halley, run, { newName: 'lmc-15', changes }))
  const text = readFileSync(copied.configPath, 'utf8')
  expect(text).toContain('radius: 15')
  expect(text).toContain(readFileSync(configs[0], 'utf8').split('\n')[2])
  expect(await tryProcess(home, 'lmc-15')).toMatchObject({ ok: true, value: { version: 1 } })
  expect(await withRun(home, (halley, run) => copyRun(halley, run, { newName: 'lmc-15', changes: [] }))).toMatchObject({ ok: false })
})

test('moves versions to Trash, but never the one that is shown', async () => {
  const { home } = await grow(join(folder, 'trash'), configs)
  const head = await withRun(home, (halley, run) => trashVersions(halley, run, [2]))
  expect(head).toMatchObject({ ok: false, fault: { code: 'version.head' } })
  const { entryId } = await tryWithRun(home, (halley, run) => trashVersions(halley, run, [1]))
  expect(entryId).not.toBeNull()
  const versions = await tryWithRun(home, listVersions)
  expect(versions.map(({ number, place }) => [number, place])).toEqual([
    [2, 'live'],
    [1, 'trashed'],
  ])
})

test('a rule keeps the newest versions, says why each stays, and is kept after every new version', async () => {
  const { home } = await grow(join(folder, 'rule'), configs)
  const restore = (to: number) => tryWithRun(home, (halley, run) => revertVersion(halley, run, { to, debug: false }))
  await restore(1)
  const plan = await withRun(home, (halley, run) => planPruning(halley, run, 2))
  expect(plan.leaving).toEqual([1])
  // Version 3 shows what version 1 has: the files stay with it.
  expect(plan.bytes).toBe(0)
  expect(plan.kept.map(({ number, reasons }) => [number, reasons])).toEqual([
    [3, ['it is shown', 'one of the last 2']],
    [2, ['one of the last 2']],
  ])
  expect(await tryWithRun(home, (halley, run) => setVersionRule(halley, run, 2))).toMatchObject({ versions: [1] })
  await restore(2)
  const versions = await tryWithRun(home, listVersions)
  expect(versions.map(({ number, place }) => [number, place])).toEqual([
    [4, 'live'],
    [3, 'live'],
    [2, 'trashed'],
    [1, 'trashed'],
  ])
})

test('a rule is kept after a processing too', async () => {
  const home = join(folder, 'processed')
  await process(home, configs[0], { name: 'lmc' })
  await tryWithRun(home, (halley, run) => setVersionRule(halley, run, 1))
  await process(home, configs[1], { name: 'lmc' })
  const versions = await tryWithRun(home, listVersions)
  expect(versions.map(({ number, place }) => [number, place])).toEqual([
    [2, 'live'],
    [1, 'trashed'],
  ])
})

test('a restore that was done is told of as done, by a token that is not for the trash too', async () => {
  const { home } = await grow(join(folder, 'token'), configs)
  await tryWithRun(home, (halley, run) => setVersionRule(halley, run, 2))
  const restored = await tryWithRun(home, (halley, run) =>
    revertVersion({ ...halley, user: { ...halley.user, scopes: ['read', 'write'] } }, run, { to: 1, debug: false }),
  )
  expect(restored).toMatchObject({ version: 3, head: 2, ruleFault: null })
  const versions = await tryWithRun(home, listVersions)
  expect(versions.map(({ number, place }) => [number, place])).toEqual([
    [3, 'live'],
    [2, 'live'],
    [1, 'trashed'],
  ])
})
