import { spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  addExampleOperation,
  addExampleRun,
  claimExample,
  trashExample,
  exampleTime,
  valueOf,
  writeExampleImage,
  writeExampleResult,
} from '../../../tests/store/exampleStore.ts'
import { auditOf } from '../catalogue/audit.ts'
import { findConfiguration } from '../catalogue/configurations.ts'
import { allImages, filesOfImages, reserveImageNumbers } from '../catalogue/images.ts'
import { cancelOperation, findOperation, reportOperation } from '../catalogue/operations.ts'
import { findResult, findResultByInputs, imagesOfResult } from '../catalogue/results.ts'
import { changeRun, findLiveRunByName, findRun, liveRuns } from '../catalogue/runs.ts'
import { findVersion, versionsOfRun } from '../catalogue/versions.ts'
import { openStore, type Store } from '../store.ts'
import { publishImages } from './publishImages.ts'
import { publishVersion } from './publishVersion.ts'
import { sweepLeftovers } from './sweepLeftovers.ts'

const later = '2026-11-20T21:00:00.000Z'
let home: string
let store: Store

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'halley-publish-'))
  store = valueOf(await openStore(home))
})
afterEach(async () => {
  await store.close()
  rmSync(home, { recursive: true })
})

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

interface Manifest {
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
  readonly images: readonly { readonly name: string; readonly epoch: number }[]
}

/** Every record has its bytes, with the hash that is recorded. */
async function expectWhole(runId: string): Promise<void> {
  for (const image of await allImages(store.catalogue)) expect(sha256(store.paths.imageMeasurements(image.id))).toBe(image.measurementHash)
  for (const version of await versionsOfRun(store.catalogue, runId)) {
    const result = await findResult(store.catalogue, version.resultId)
    const folder = store.paths.result(runId, version.resultId)
    expect(sha256(join(folder, 'manifest.json'))).toBe(result?.manifestHash)
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', ...manifest.files.map((file) => file.name)].sort())
    for (const file of manifest.files) expect(sha256(join(folder, file.name))).toBe(file.sha256)
  }
}

async function publishOnce(runId: string) {
  const attempt = await claimExample(store, await addExampleOperation(store, { id: runId }))
  const rows = valueOf(await publishImages(store, attempt, [writeExampleImage(attempt, 'a.fits', 1, 'hash a')]))
  const version = await writeExampleResult(store, attempt, runId, rows)
  return { attempt, version, published: await publishVersion(store, attempt, version) }
}

test('a published version is the head, read-only, complete, and its operation is completed', async () => {
  const run = await addExampleRun(store, 'vast')
  const { attempt, version, published } = await publishOnce(run.id)
  expect(valueOf(published)).toMatchObject({
    number: 1,
    files: [{ name: 'associations.parquet' }, { name: 'config.yaml' }, { name: 'sources.parquet' }],
  })
  expect(await findRun(store.catalogue, run.id)).toMatchObject({
    headVersion: 1,
    lastVersion: 1,
    lastSourceId: 3,
    work: 'completed',
  })
  expect(await findVersion(store.catalogue, run.id, 1)).toMatchObject({ resultId: version.resultId, parentNumber: null, kind: 'process' })
  expect(await findOperation(store.catalogue, attempt.claim.id)).toMatchObject({
    state: 'completed',
    endedAt: exampleTime,
    leaseUntil: null,
  })
  expect(await imagesOfResult(store.catalogue, version.resultId)).toMatchObject([{ name: 'a.fits', folder: 'a_fits', epoch: 0 }])
  expect(await findResultByInputs(store.catalogue, run.id, 'inputs')).toMatchObject({ id: version.resultId, counts: '{"sources":3}' })
  const result = await findResult(store.catalogue, version.resultId)
  expect(await findConfiguration(store.catalogue, result?.configurationHash ?? '')).toBe('run: {}\n')
  const history = await auditOf(store.catalogue, run.id)
  expect(history.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['created', run.ownerId],
    ['queued', run.ownerId],
    ['published', 'worker'],
  ])
  const folder = store.paths.result(run.id, version.resultId)
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o440)
  expect(readdirSync(store.paths.temporary)).toEqual([])
  await expectWhole(run.id)
})

test('a second version has the first as its parent and shares its images', async () => {
  const run = await addExampleRun(store, 'vast')
  await publishOnce(run.id)
  const { published } = await publishOnce(run.id)
  expect(valueOf(published).number).toBe(2)
  expect(await findVersion(store.catalogue, run.id, 2)).toMatchObject({ parentNumber: 1 })
  const images = await allImages(store.catalogue)
  expect(images).toHaveLength(1)
  // The copy that the second operation had made is gone.
  expect(readdirSync(join(store.paths.objects, 'images'))).toEqual([images[0].id])
  expect(await filesOfImages(store.catalogue, [images[0].id])).toMatchObject([{ role: 'image', root: '/', path: 'data/a.fits' }])
  await expectWhole(run.id)
})

test('images of one name have folders of their own', async () => {
  const run = await addExampleRun(store, 'vast')
  const attempt = await claimExample(store, await addExampleOperation(store, run))
  const images = [writeExampleImage(attempt, 'a.fits', 1, 'one'), writeExampleImage(attempt, 'a.fits', 2, 'other')]
  expect(valueOf(await publishImages(store, attempt, images)).map((image) => image.folder)).toEqual(['a_fits', 'a_fits_2'])
})

test('image numbers are handed out once', async () => {
  const reservations = await Promise.all([reserveImageNumbers(store.catalogue, 3), reserveImageNumbers(store.catalogue, 2)])
  expect(new Set([...reservations, await reserveImageNumbers(store.catalogue, 1)])).toEqual(new Set([1, 4, 6]))
})

test('killed at any step, the store is in the state before or after, and recovers', { timeout: 60_000 }, async () => {
  const program = join(import.meta.dirname, '../../../tests/store/publishAndDie.ts')
  for (let call = 1; ; call++) {
    const run = await addExampleRun(store, `run ${call}`)
    const operationId = await addExampleOperation(store, run)
    const outcome = spawnSync(process.execPath, [program, home, run.id, operationId, String(call)], { encoding: 'utf8' })
    const finished = outcome.signal === null
    expect(outcome.stderr).toBe('')
    const versions = await versionsOfRun(store.catalogue, run.id)
    const operation = await findOperation(store.catalogue, operationId)
    expect(operation?.state).toBe(versions.length === 1 ? 'completed' : 'running')
    expect(await findRun(store.catalogue, run.id)).toMatchObject({ headVersion: versions.length === 1 ? 1 : null })
    await expectWhole(run.id)
    // While the operation may still go on, nothing of it is touched.
    const before = readdirSync(join(store.paths.objects, 'images')).length
    if (versions.length === 0) expect(valueOf(await sweepLeftovers(store))).toEqual([])
    expect(readdirSync(join(store.paths.objects, 'images'))).toHaveLength(before)
    if (versions.length === 0 && call % 2 === 0) {
      const again = await claimExample(store, operationId, later)
      const rows = valueOf(await publishImages(store, again, [writeExampleImage(again, 'a.fits', 1, 'hash a')]))
      valueOf(await publishVersion(store, again, await writeExampleResult(store, again, run.id, rows)))
    } else {
      await cancelOperation(store.catalogue, operationId, later)
    }
    valueOf(await sweepLeftovers(store))
    expect(valueOf(await sweepLeftovers(store))).toEqual([])
    expect(readdirSync(store.paths.temporary)).toEqual([])
    expect(readdirSync(store.paths.results(run.id))).toHaveLength((await versionsOfRun(store.catalogue, run.id)).length)
    expect(readdirSync(join(store.paths.objects, 'images')).sort()).toEqual(
      (await allImages(store.catalogue)).map((image) => image.id).sort(),
    )
    await expectWhole(run.id)
    if (finished) {
      expect(call).toBeGreaterThan(18)
      return
    }
  }
})

test('a worker whose claim was taken over or cancelled cannot publish', async () => {
  const run = await addExampleRun(store, 'vast')
  const operationId = await addExampleOperation(store, run)
  const first = await claimExample(store, operationId)
  const image = writeExampleImage(first, 'a.fits', 1, 'hash a')
  const version = await writeExampleResult(store, first, run.id, [])
  const second = await claimExample(store, operationId, later)
  expect(await publishImages(store, first, [image])).toMatchObject({ ok: false, fault: { code: 'publish.superseded' } })
  expect(await publishVersion(store, first, version)).toMatchObject({ ok: false, fault: { code: 'publish.superseded' } })
  expect(await reportOperation(store.catalogue, first.claim, { stage: 'association' })).toBe(false)
  expect(await reportOperation(store.catalogue, second.claim, { stage: 'association' })).toBe(true)
  await cancelOperation(store.catalogue, operationId, later)
  const late = await writeExampleResult(store, second, run.id, [])
  expect(await publishVersion(store, second, late)).toMatchObject({ ok: false, fault: { code: 'publish.superseded' } })
  expect(await findRun(store.catalogue, run.id)).toMatchObject({ headVersion: null, lastVersion: 0 })
  expect(readdirSync(store.paths.results(run.id))).toEqual([])
  expect(readdirSync(join(store.paths.objects, 'images'))).toEqual([])
})

test('a run that is cancelled and moved to Trash while a worker is at it gets no version', async () => {
  const run = await addExampleRun(store, 'vast')
  const slow = await claimExample(store, await addExampleOperation(store, run))
  const version = await writeExampleResult(store, slow, run.id, [])
  await trashExample(store, run)
  expect(await publishVersion(store, slow, version)).toMatchObject({ ok: false, fault: { code: 'publish.superseded' } })
  expect(existsSync(store.paths.result(run.id, version.resultId))).toBe(false)
  expect(await findOperation(store.catalogue, slow.claim.id)).toMatchObject({ state: 'cancelled' })
  expect(await findRun(store.catalogue, run.id)).toMatchObject({ place: 'trashed', headVersion: null, work: 'cancelled' })
})

test('the name of a live run is taken, that of one in the trash is free', async () => {
  const run = await addExampleRun(store, 'vast')
  await expect(addExampleRun(store, 'vast')).rejects.toThrow('name.taken')
  await trashExample(store, run)
  const next = await addExampleRun(store, 'vast')
  expect((await liveRuns(store.catalogue)).map((live) => live.id)).toEqual([next.id])
  expect(await findLiveRunByName(store.catalogue, 'vast')).toMatchObject({ id: next.id })
})

test('of two changes that were decided on one revision, one happens', async () => {
  const run = await addExampleRun(store, 'vast')
  const outcomes = await Promise.all([
    changeRun(store.catalogue, run, { work: 'queued' }),
    changeRun(store.catalogue, run, { place: 'trashed' }),
  ])
  expect(outcomes.filter((changed) => changed)).toHaveLength(1)
})

test('what is in tmp/ and was not made by an operation that has ended is left alone', async () => {
  const stranger = join(store.paths.temporary, randomUUID())
  writeFileSync(stranger, 'mine')
  writeFileSync(join(store.paths.temporary, 'notes.txt'), 'mine')
  expect(valueOf(await sweepLeftovers(store))).toEqual([])
  expect(readdirSync(store.paths.temporary)).toHaveLength(2)
})

test('a link among leftovers is not followed and stops their removal', async () => {
  const run = await addExampleRun(store, 'vast')
  const attempt = await claimExample(store, await addExampleOperation(store, run))
  const precious = mkdtempSync(join(tmpdir(), 'halley-precious-'))
  writeFileSync(join(precious, 'data.fits'), 'precious')
  symlinkSync(precious, join(attempt.resultFolder, 'link'))
  await cancelOperation(store.catalogue, attempt.claim.id, later)
  expect(await sweepLeftovers(store)).toMatchObject({ ok: false, fault: { code: 'store.unexpectedEntry' } })
  expect(readdirSync(precious)).toEqual(['data.fits'])
  rmSync(precious, { recursive: true })
})
