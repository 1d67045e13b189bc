import { appendFileSync, chmodSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { ProgressEvent } from '../../src/app/contract/progress.ts'
import { settingsOfText } from '../../src/app/config/effectiveSettings.ts'
import type { Halley } from '../../src/app/halley.ts'
import { processTarget } from '../../src/app/runs/processTarget.ts'
import { listVersions } from '../../src/app/versions/listVersions.ts'
import { previewRevert } from '../../src/app/versions/previewRevert.ts'
import { revertVersion } from '../../src/app/versions/revertVersion.ts'
import { process } from '../process/processing.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { grow, grownConfigs, shown, tryWithRun, withRun } from './grownRun.ts'

const folder = temporaryFolder()
let configs: readonly [string, string]

beforeAll(async () => {
  configs = await grownConfigs(folder)
})

const draftOf = (home: string) => join(home, 'runs', 'lmc', 'config.yaml')

function restore(home: string, to: number | null = null, debug = false) {
  return tryWithRun(home, (halley, run) => revertVersion(halley, run, { to, debug }))
}

test('restoring brings back tables, configuration and counts from before images were added, and forth again, bit for bit', async () => {
  const home = join(folder, 'there-and-back')
  const first = await process(home, configs[0], { name: 'lmc' })
  const before = { tables: await shown(home), draft: readFileSync(draftOf(home), 'utf8') }
  await process(home, configs[1], { name: 'lmc' })
  const after = { tables: await shown(home), draft: readFileSync(draftOf(home), 'utf8') }
  expect(after.tables).not.toEqual(before.tables)

  const outcome = await restore(home)
  expect(outcome).toMatchObject({ target: 1, head: 2, version: 3, keptEdits: null, counts: { target: first.counts } })
  expect(outcome.leaving).toHaveLength(1)
  expect(outcome.returning).toHaveLength(0)
  expect(await shown(home)).toEqual(before.tables)
  expect(readFileSync(draftOf(home), 'utf8')).toBe(before.draft)

  expect(await restore(home, 2)).toMatchObject({ target: 2, head: 3, version: 4 })
  expect(await shown(home)).toEqual(after.tables)
  expect(readFileSync(draftOf(home), 'utf8')).toBe(after.draft)
  const versions = await tryWithRun(home, listVersions)
  expect(versions.map(({ number, madeAs, restoredFrom, parent, isHead }) => [number, madeAs, restoredFrom, parent, isHead])).toEqual([
    [4, 'restore', 2, 3, true],
    [3, 'restore', 1, 2, false],
    [2, 'addImages', null, 1, false],
    [1, 'process', null, null, false],
  ])
})

test('writes a log of what was removed and brought back, and with debug names each source', async () => {
  const { home } = await grow(join(folder, 'logged'), configs)
  const { logPath, leaving } = await restore(home, null, true)
  expect(logPath).toMatch(/\d{4}(-\d\d){5}_restore_log\.txt$/)
  const log = readFileSync(logPath, 'utf8')
  expect(log).toContain('Restoring run lmc from version 2 to version 1')
  expect(log).toContain(`removed image ${leaving[0]?.name}`)
  expect(log).toMatch(/images: 4 before, 3 now \(-1\)/)
  expect(log).toMatch(/DEBUG removed source \d+/)
  expect(readdirSync(join(home, 'runs', 'lmc')).some((name) => name.endsWith('_restore_log.txt'))).toBe(true)
})

test('keeps edits of the configuration that were never processed beside it', async () => {
  const { home } = await grow(join(folder, 'edited'), configs)
  appendFileSync(draftOf(home), '# my thoughts\n')
  const edited = readFileSync(draftOf(home), 'utf8')
  expect((await tryWithRun(home, (halley, run) => previewRevert(halley, run, null))).hasEdits).toBe(true)
  const { keptEdits } = await restore(home)
  expect(keptEdits).toMatch(/^config-[\d-]+\.yaml$/)
  expect(readFileSync(join(home, 'runs', 'lmc', keptEdits ?? ''), 'utf8')).toBe(edited)
  expect(readFileSync(draftOf(home), 'utf8')).not.toContain('my thoughts')
})

test('after a processing that was cancelled it offers the version shown, which puts configuration and status back', async () => {
  const { home } = await grow(join(folder, 'cancelled'), configs)
  const good = { tables: await shown(home), draft: readFileSync(draftOf(home), 'utf8') }
  const stop = new AbortController()
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'started' && event.stage === 'ingest') stop.abort()
  }
  const request = { target: configs[0], name: 'lmc', workers: 2, debug: false, fullRerun: true, signal: stop.signal, onProgress }
  expect(await withRun(home, (halley) => processTarget(halley, request))).toMatchObject({ ok: false, fault: { code: 'interrupted' } })
  expect(await withRun(home, (_, run) => Promise.resolve([run.work, run.headVersion]))).toEqual(['cancelled', 2])
  expect(await shown(home)).toEqual(good.tables)
  expect(readFileSync(draftOf(home), 'utf8')).not.toBe(good.draft)

  expect(await restore(home)).toMatchObject({ target: 2, head: 2, version: 3 })
  expect(await withRun(home, (_, run) => Promise.resolve(run.work))).toBe('completed')
  expect([await shown(home), readFileSync(draftOf(home), 'utf8')]).toEqual([good.tables, good.draft])
})

test.each([
  ['missing', (path: string) => rmSync(path)],
  [
    'altered',
    (path: string) => {
      chmodSync(path, 0o640)
      appendFileSync(path, 'x')
    },
  ],
] as const)('a file of the target that is %s is found before anything changes', async (found, damage) => {
  const { home } = await grow(join(folder, found), configs)
  const resultId = await withRun(home, async (halley, run) => {
    const version = await halley.store.catalogue
      .selectFrom('versions')
      .selectAll()
      .where('runId', '=', run.id)
      .where('number', '=', 1)
      .executeTakeFirstOrThrow()
    damage(join(halley.store.paths.result(run.id, version.resultId), 'sources.parquet'))
    return version.resultId
  })
  const before = await shown(home)
  const refused = await withRun(home, (halley, run) => revertVersion(halley, run, { to: null, debug: false }))
  expect(refused).toMatchObject({ ok: false, fault: { code: 'version.damaged', data: { damaged: [{ found }] } } })
  expect(refused.ok || refused.fault.message).toContain(resultId)
  expect(await shown(home)).toEqual(before)
  expect(await withRun(home, (_, run) => Promise.resolve([run.work, run.headVersion, run.lastVersion]))).toEqual(['completed', 2, 2])
})

test('refuses what there is nothing to go back to, and the version that is shown', async () => {
  const home = join(folder, 'refused')
  await process(home, configs[0], { name: 'lmc' })
  const tried = (to: number | null) => withRun(home, (halley, run) => revertVersion(halley, run, { to, debug: false }))
  expect(await tried(null)).toMatchObject({ ok: false, fault: { code: 'version.none' } })
  expect(await tried(7)).toMatchObject({ ok: false, fault: { code: 'version.unknown' } })
  expect(await tried(1)).toMatchObject({ ok: false, fault: { code: 'version.head' } })
})

function restoresOf({ store }: Halley) {
  return store.catalogue.selectFrom('operations').select('state').where('kind', '=', 'restore').execute()
}

test('a restore that cannot write the configuration says what is shown, and the next who opens the store does what remains', async () => {
  const { home } = await grow(join(folder, 'unfinished'), configs)
  const logs = await withRun(home, (halley, run) => Promise.resolve(halley.store.paths.logs(run.id)))
  const first = readFileSync(configs[0], 'utf8')
  const block = () => {
    renameSync(logs, `${logs}.away`)
    writeFileSync(logs, '')
  }
  const onStep = (step: string) => (step === 'finish' ? block() : undefined)
  const said = await withRun(home, async (halley, run) => {
    const stopped = await revertVersion(halley, run, { to: 1, debug: false, onStep })
    rmSync(logs)
    renameSync(`${logs}.away`, logs)
    return stopped
  })
  expect(said).toMatchObject({ ok: false, fault: { code: 'version.unfinished' } })
  expect(await withRun(home, (halley, run) => Promise.all([restoresOf(halley), Promise.resolve(run.headVersion)]))).toEqual([
    [{ state: 'completed' }],
    3,
  ])
  expect(settingsOfText(readFileSync(draftOf(home), 'utf8'))).toEqual(settingsOfText(first))
  expect(readdirSync(logs).some((name) => name.endsWith('_restore_log.txt'))).toBe(true)
})
