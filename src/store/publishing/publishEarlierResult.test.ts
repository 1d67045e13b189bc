import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  addExampleOperation,
  addExampleRun,
  claimExample,
  exampleTime,
  trashExample,
  valueOf,
  writeExampleImage,
  writeExampleResult,
} from '../../../tests/store/exampleStore.ts'
import { findConfiguration, configurationHash } from '../catalogue/configurations.ts'
import { findOperation } from '../catalogue/operations.ts'
import { findRun } from '../catalogue/runs.ts'
import type { RunRow } from '../catalogue/schema.ts'
import { findVersion, versionsOfRun } from '../catalogue/versions.ts'
import { openStore, type Store } from '../store.ts'
import { resolvedInputsOfResult, type ResultInputs, writeResultInputs } from '../resultInputs.ts'
import { publishEarlierResult } from './publishEarlierResult.ts'
import { publishImages } from './publishImages.ts'
import { publishVersion } from './publishVersion.ts'

let home: string
let store: Store
let run: RunRow

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'halley-earlier-'))
  store = valueOf(await openStore(home))
  run = await addExampleRun(store, 'vast')
})
afterEach(async () => {
  await store.close()
  rmSync(home, { recursive: true })
})

/** Publishes a version with the inputs given; gives the id of its result. */
async function publish(inputs: ResultInputs | null = null): Promise<string> {
  const attempt = await claimExample(store, await addExampleOperation(store, run))
  const rows = valueOf(await publishImages(store, attempt, [writeExampleImage(attempt, 'a.fits', 1, 'hash a')]))
  const version = await writeExampleResult(store, attempt, run.id, rows)
  if (inputs) valueOf(await writeResultInputs(attempt, inputs))
  valueOf(await publishVersion(store, attempt, version))
  return version.resultId
}

function earlier(resultId: string) {
  return { runId: run.id, resultId, madeAt: exampleTime, configurationText: 'run: {} # again\n' }
}

test('an earlier result is shown again by a new version: no file is written, the counters stay, the text is kept', async () => {
  const [first] = [await publish(), await publish()]
  const before = await findRun(store.catalogue, run.id)
  const files = readdirSync(store.paths.results(run.id))
  const attempt = await claimExample(store, await addExampleOperation(store, run))
  expect(valueOf(await publishEarlierResult(store, attempt, earlier(first)))).toBe(3)
  expect(await findVersion(store.catalogue, run.id, 3)).toMatchObject({ resultId: first, parentNumber: 2, kind: 'addImages' })
  const { lastSourceId, forcedCount } = before ?? {}
  expect(await findRun(store.catalogue, run.id)).toMatchObject({ headVersion: 3, work: 'completed', lastSourceId, forcedCount })
  expect(await findOperation(store.catalogue, attempt.claim.id)).toMatchObject({ state: 'completed' })
  expect(await findConfiguration(store.catalogue, configurationHash('run: {} # again\n'))).toBe('run: {} # again\n')
  expect(readdirSync(store.paths.results(run.id))).toEqual(files)
})

test('a worker that lost its run, to another or to the trash, shows nothing', async () => {
  const [first] = [await publish(), await publish()]
  const operationId = await addExampleOperation(store, run)
  const stale = await claimExample(store, operationId)
  const attempt = await claimExample(store, operationId, '2026-11-20T21:00:00.000Z')
  expect(await publishEarlierResult(store, stale, earlier(first))).toMatchObject({ ok: false, fault: { code: 'publish.superseded' } })
  await trashExample(store, run)
  expect((await publishEarlierResult(store, attempt, earlier(first))).ok).toBe(false)
  expect(await versionsOfRun(store.catalogue, run.id)).toHaveLength(2)
})

test('a result keeps its inputs as they were resolved; of one that was taken over the catalogue says where the files were', async () => {
  const paths = { imagePath: '/data/a.fits', selavyPath: '/data/a.txt', noisePath: '/data/a.noise.fits', backgroundPath: null }
  const inputs = {
    images: [{ imageId: 'a', ...paths, epoch: 0, epochKey: '01' }],
    settings: { 'new_sources.min_sigma': 5 },
    computedBy: 'test',
  }
  expect(valueOf(await resolvedInputsOfResult(store, await publish(inputs)))).toEqual(inputs)
  const taken = valueOf(await resolvedInputsOfResult(store, await publish()))
  expect(taken).toMatchObject({ images: [{ imagePath: '/data/a.fits', epoch: 0 }], settings: {}, computedBy: '' })
})
