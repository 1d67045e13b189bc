// What tests of the store put into it: one user, one project, and what it takes to publish a version.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from '../../src/fault/fault.ts'
import type { Command } from '../../src/lifecycle/commands.ts'
import { claimOperation, enqueueOperation } from '../../src/store/catalogue/operations.ts'
import { addProject, addUser } from '../../src/store/catalogue/people.ts'
import { findRun } from '../../src/store/catalogue/runs.ts'
import type { ImageRow, RunRow } from '../../src/store/catalogue/schema.ts'
import { makeRunFolder } from '../../src/store/runFolder.ts'
import { performCommand } from '../../src/store/state/performCommand.ts'
import type { Store } from '../../src/store/store.ts'
import { beginAttempt, type Attempt } from '../../src/store/publishing/attempt.ts'
import type { NewImage } from '../../src/store/publishing/publishImages.ts'
import type { NewVersion } from '../../src/store/publishing/publishVersion.ts'

export const exampleTime = '2026-11-20T20:35:00.000Z'
const ownerId = '00000000-0000-4000-8000-000000000001'
const projectId = '00000000-0000-4000-8000-000000000002'
const actor = { kind: 'user', userId: ownerId, isAdministrator: false, isActive: true, scopes: null } as const
const nowMs = Date.parse(exampleTime)

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`)
  return result.value
}

export async function addExampleRun(store: Store, name: string): Promise<RunRow> {
  await addUser(store.catalogue, { id: ownerId, name: 'Maria', account: 'maria', createdAt: exampleTime })
  const projects = await store.catalogue.selectFrom('projects').select('id').execute()
  if (projects.length === 0)
    await addProject(store.catalogue, { id: projectId, name: 'Personal', ownerId, createdAt: exampleTime, use: 'personal' })
  const id = randomUUID()
  const state = { place: 'live', work: 'initialised', head: null } as const
  const item = { kind: 'run', id, name, ownerId, projectId, grantees: [], versions: [], lastVersion: 0, state } as const
  const slice = { itemIds: [projectId], names: [name] }
  valueOf(await performCommand(store, { slice, command: { name: 'create', actor, item }, nowMs }))
  makeRunFolder(store, id)
  return exampleRun(store, id)
}

async function exampleRun(store: Store, id: string): Promise<RunRow> {
  const run = await findRun(store.catalogue, id)
  if (run === undefined) throw new Error('no run')
  return run
}

/** Queues a processing of the run. */
export async function addExampleOperation(store: Store, run: Pick<RunRow, 'id'>): Promise<string> {
  const id = randomUUID()
  const { headVersion } = await exampleRun(store, run.id)
  const work = { actor, itemId: run.id, operationId: id, imageIds: [] }
  const command: Command = headVersion === null ? { name: 'process', ...work } : { name: 'addImages', ...work }
  const row = { id, kind: command.name, runId: run.id, actorId: ownerId, createdAt: exampleTime }
  valueOf(
    await performCommand(store, {
      slice: { itemIds: [run.id] },
      command,
      nowMs,
      beforeSave: (transaction) => enqueueOperation(transaction, row),
    }),
  )
  return id
}

/** Takes an operation on a run for a worker of that name, by default one whose lease has run out at once. */
export async function claimExample(store: Store, operationId: string, now: string = exampleTime): Promise<Attempt> {
  const claimed = await claimOperation(store.catalogue, operationId, { worker: 'test', now, leaseUntil: now })
  if (!claimed?.runId) throw new Error('The operation could not be claimed.')
  const command = { name: 'start', actor: { kind: 'worker' }, itemId: claimed.runId, operationId } as const
  valueOf(await performCommand(store, { slice: { itemIds: [claimed.runId] }, command, nowMs }))
  return valueOf(await beginAttempt(store, claimed))
}

/** Moves a run to Trash, cancelled first where it is at work. @returns the id of the trash entry */
export async function trashExample(store: Store, run: Pick<RunRow, 'id'>): Promise<string> {
  const entryId = randomUUID()
  const { work } = await exampleRun(store, run.id)
  const trash = { actor, itemId: run.id, entryId, companionIds: [], reason: '' }
  const isBusy = work === 'queued' || work === 'running' || work === 'restoring'
  const command: Command = isBusy ? { name: 'cancelAndTrash', ...trash } : { name: 'trash', ...trash }
  valueOf(await performCommand(store, { slice: { itemIds: [run.id] }, command, nowMs }))
  return entryId
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
  const run = await exampleRun(store, runId)
  writeFileSync(join(attempt.resultFolder, 'sources.parquet'), `sources of ${images.length} images`)
  writeFileSync(join(attempt.resultFolder, 'associations.parquet'), 'associations')
  return {
    runId,
    resultId: randomUUID(),
    madeAt: exampleTime,
    configurationText: 'run: {}\n',
    inputsHash: 'inputs',
    codeVersion: '0.1.0',
    counts: { sources: 3 },
    images: images.map((image, epoch) => ({ image, epoch })),
    lastSourceId: run.lastSourceId + 3,
    forcedCount: run.forcedCount,
  }
}
