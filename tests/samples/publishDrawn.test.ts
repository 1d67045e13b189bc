import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endWork } from '../../src/app/operations/endWork.ts'
import { findDrawn } from '../../src/store/catalogue/drawn.ts'
import { cancelOperation, findOperation } from '../../src/store/catalogue/operations.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { publishDrawn } from '../../src/store/publishing/publishDrawn.ts'
import { sweepLeftovers } from '../../src/store/publishing/sweepLeftovers.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { addExampleRun, valueOf } from '../store/exampleStore.ts'
import { addDrawing, claimDrawing, exampleSample } from './exampleSample.ts'

const home = join(temporaryFolder(), 'home')
const later = '2026-11-20T21:00:00.000Z'
const fault = { code: 'test', message: '', hint: '', retryable: false, data: {} }
let store: Store

beforeAll(async () => {
  store = valueOf(await openStore(home))
})

afterAll(() => store.close())

async function samplesOf({ id }: RunRow): Promise<string[]> {
  const rows = await store.catalogue.selectFrom('sampleOrigins').select('sampleId').where('runId', '=', id).execute()
  return rows.map(({ sampleId }) => sampleId)
}

function usesNow() {
  return store.catalogue.selectFrom('uses').selectAll().execute()
}

/** Ends an operation whose process is gone, as the next process that opens the store does. */
function endDead(operationId: string): Promise<boolean> {
  const claim = { id: operationId, attempt: 1, runId: null, kind: 'sample' }
  return endWork(store.catalogue, claim, { fault, at: new Date(later), actor: { kind: 'worker' } })
}

/** Every sample that is entered has the files of its manifest. */
async function expectWhole(): Promise<void> {
  for (const { id, manifestHash, files } of await store.catalogue.selectFrom('samples').selectAll().execute()) {
    const manifest = readFileSync(join(store.paths.sample(id), 'manifest.json'))
    expect(createHash('sha256').update(manifest).digest('hex')).toBe(manifestHash)
    const { files: listed } = JSON.parse(manifest.toString()) as { files: { name: string; sha256: string }[] }
    expect(listed).toHaveLength(files)
    for (const { name, sha256 } of listed) {
      expect(
        createHash('sha256')
          .update(readFileSync(join(store.paths.sample(id), name)))
          .digest('hex'),
      ).toBe(sha256)
    }
  }
}

test('killed at any step of its publication, a sample is there whole or not at all, and its run is free again', async () => {
  const program = join(import.meta.dirname, 'publishAndDie.ts')
  for (let call = 1; ; call++) {
    const run = await addExampleRun(store, `run ${call}`)
    const operationId = await addDrawing(store, run)
    const outcome = spawnSync(process.execPath, [program, home, run.id, operationId, String(call)], { encoding: 'utf8' })
    expect(outcome.stderr).toBe('')
    const samples = await samplesOf(run)
    expect((await findOperation(store.catalogue, operationId))?.state).toBe(samples.length === 1 ? 'completed' : 'running')
    expect(await usesNow()).toHaveLength(samples.length === 1 ? 0 : 1)
    await expectWhole()
    expect(await endDead(operationId)).toBe(samples.length === 0)
    valueOf(await sweepLeftovers(store))
    expect(valueOf(await sweepLeftovers(store))).toEqual([])
    expect(await samplesOf(run)).toEqual(samples)
    expect(await usesNow()).toEqual([])
    const rows = await store.catalogue.selectFrom('samples').select('id').execute()
    expect(readdirSync(join(store.paths.objects, 'samples')).toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
    expect(readdirSync(store.paths.temporary)).toEqual([])
    if (outcome.signal !== null) continue
    expect(call).toBe(9)
    return
  }
})

test('a drawing that was cancelled meanwhile publishes nothing', async () => {
  const run = await addExampleRun(store, 'cancelled')
  const operationId = await addDrawing(store, run)
  const attempt = await claimDrawing(store, operationId, run)
  const sample = exampleSample(attempt, run)
  expect(await cancelOperation(store.catalogue, operationId, later)).toBe(true)
  expect(await publishDrawn(store, attempt, sample)).toMatchObject({ ok: false, fault: { code: 'publish.superseded' } })
  expect(await findDrawn(store.catalogue, 'sample', sample.item.id)).toBeUndefined()
  expect(readdirSync(join(store.paths.objects, 'samples'))).not.toContain(sample.item.id)
})

test('of two samples that are given one name at the same time one is made', async () => {
  const run = await addExampleRun(store, 'twins')
  const outcomes = []
  for (let twin = 0; twin < 2; twin++) {
    const attempt = await claimDrawing(store, await addDrawing(store, run), run)
    outcomes.push(await publishDrawn(store, attempt, exampleSample(attempt, run)))
  }
  expect(outcomes).toMatchObject([{ ok: true }, { ok: false, fault: { code: 'name.taken' } }])
  expect(await samplesOf(run)).toHaveLength(1)
})
