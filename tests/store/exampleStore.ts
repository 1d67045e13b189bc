// What tests of the store put into it: one user, one project, and what it takes to publish a version.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from '../../src/fault/fault.ts'
import { claimOperation, enqueueOperation } from '../../src/store/catalogue/operations.ts'
import { addProject, addUser } from '../../src/store/catalogue/people.ts'
import { addRun, findRun } from '../../src/store/catalogue/runs.ts'
import type { ImageRow, RunRow } from '../../src/store/catalogue/schema.ts'
import { makeRunFolder } from '../../src/store/runFolder.ts'
import type { Store } from '../../src/store/store.ts'
import { beginAttempt, type Attempt } from '../../src/store/publishing/attempt.ts'
import type { NewImage } from '../../src/store/publishing/publishImages.ts'
import type { NewVersion } from '../../src/store/publishing/publishVersion.ts'

export const exampleTime = '2026-11-20T20:35:00.000Z'
const ownerId = '00000000-0000-4000-8000-000000000001'
const projectId = '00000000-0000-4000-8000-000000000002'

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`)
  return result.value
}

export async function addExampleRun(store: Store, name: string): Promise<RunRow> {
  await addUser(store.catalogue, { id: ownerId, name: 'Maria', account: 'maria', createdAt: exampleTime })
  const projects = await store.catalogue.selectFrom('projects').select('id').execute()
  if (projects.length === 0) await addProject(store.catalogue, { id: projectId, name: 'Personal', ownerId, createdAt: exampleTime })
  const run: RunRow = {
    id: randomUUID(),
    name,
    description: '',
    projectId,
    ownerId,
    place: 'live',
    work: 'initialised',
    headVersion: null,
    lastVersion: 0,
    lastSourceId: 0,
    forcedCount: 0,
    revision: 0,
    createdAt: exampleTime,
    updatedAt: exampleTime,
  }
  await addRun(store.catalogue, run)
  makeRunFolder(store, run.id)
  return run
}

export async function addExampleOperation(store: Store, run: Pick<RunRow, 'id'>): Promise<string> {
  const id = randomUUID()
  await enqueueOperation(store.catalogue, { id, kind: 'process', runId: run.id, actorId: ownerId, createdAt: exampleTime })
  return id
}

export async function claimExample(store: Store, operationId: string, now: string = exampleTime): Promise<Attempt> {
  const claimed = await claimOperation(store.catalogue, operationId, { worker: 'test', now, leaseUntil: now })
  if (claimed === undefined) throw new Error('The operation could not be claimed.')
  return valueOf(await beginAttempt(store, claimed))
}

export function writeExampleImage(attempt: Attempt, name: string, number: number, contentHash: string): NewImage {
  const id = randomUUID()
  writeFileSync(join(attempt.imageFolder(id), 'measurements.parquet'), `measurements of ${name}`)
  return {
    id,
    number,
    name,
    contentHash,
    ingestSettings: '{}',
    ingestVersion: 1,
    facts: '{}',
    measurementCount: 4,
    createdAt: exampleTime,
    files: [{ role: 'image', root: '/', path: `data/${name}`, bytes: 10, fingerprint: 'sampled:0' }],
  }
}

/** Writes the files of a result and describes the version after the run's head. */
export async function writeExampleResult(store: Store, attempt: Attempt, runId: string, images: readonly ImageRow[]): Promise<NewVersion> {
  const run = await findRun(store.catalogue, runId)
  if (run === undefined) throw new Error('no run')
  writeFileSync(join(attempt.resultFolder, 'sources.parquet'), `sources of ${images.length} images`)
  writeFileSync(join(attempt.resultFolder, 'associations.parquet'), 'associations')
  return {
    runId,
    resultId: randomUUID(),
    kind: 'process',
    madeBy: ownerId,
    madeAt: exampleTime,
    parentNumber: run.headVersion,
    configurationText: 'run: {}\n',
    inputsHash: 'inputs',
    codeVersion: '0.1.0',
    counts: { sources: 3 },
    images: images.map((image, epoch) => ({ image, epoch })),
    lastSourceId: run.lastSourceId + 3,
    forcedCount: run.forcedCount,
  }
}
