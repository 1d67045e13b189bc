import { randomUUID } from 'node:crypto'
import type { Fault } from '../../fault/fault.ts'
import { makeFault, Refusal } from '../../fault/fault.ts'
import type { Command } from '../../lifecycle/commands.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import type { NewOperation } from '../../store/catalogue/operations.ts'
import { enqueueOperation } from '../../store/catalogue/operations.ts'
import { findRun } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { decideAndSave } from '../../store/state/performCommand.ts'
import { actorOf } from '../actor.ts'
import type { OperationKind } from '../contract/operation.ts'
import type { Halley } from '../halley.ts'
import { refuseFullStorage } from '../usage/storageLimit.ts'
import { requestText } from './askedThrough.ts'

/** What is asked for. */
export interface NewWork {
  readonly kind: OperationKind
  /** The run that is set to work meanwhile; null for work on none. */
  readonly run: RunRow | null
  /** What it is about, where it sets no run to work. */
  readonly subjectId?: string | null | undefined
  /** All that a process needs to do it, as its kind's handler reads it. */
  readonly request?: Readonly<Record<string, unknown>> | undefined
  /** The same key of the same user asks for the same operation. */
  readonly key?: string | undefined
}

/** Who works on it: the process that asks, or any worker. */
export type Performer = Pick<Required<NewOperation>, 'isDetached' | 'worker' | 'leaseUntil'>

function changed({ name }: RunRow): Fault {
  return makeFault('run.changed', `Run ${name}: expected it as it was read, found it changed by another process.`, {
    hint: 'Start it again.',
    retryable: true,
    data: { run: name },
  })
}

/** What leaves more on the disk than there was. */
const growing: ReadonlySet<OperationKind> = new Set(['process', 'addImages', 'ingest', 'sample', 'analysis'])

function isAtWork({ work }: RunRow): boolean {
  return work === 'running' || work === 'queued' || work === 'restoring'
}

/** Two processes may start at once: of what was decided on one revision of the run, one is done. */
async function refuseChanged(transaction: Catalogue, run: RunRow): Promise<void> {
  const found = await findRun(transaction, run.id)
  if (found?.place === 'live' && !isAtWork(found) && found.revision !== run.revision) throw new Refusal(changed(run))
}

/**
 * Adds an operation, and queues its run. Inside a transaction.
 *
 * @returns its id
 * @throws `Refusal`: what the rules say no to, `run.changed`, `storage.full`
 */
export async function enqueue(transaction: Catalogue, halley: Halley, work: NewWork, performer: Performer): Promise<string> {
  const { kind, run, subjectId, request, key } = work
  if (growing.has(kind)) await refuseFullStorage(halley.store, transaction, run?.ownerId ?? halley.user.id)
  const id = randomUUID()
  const nowMs = halley.now().getTime()
  const asked = { request: requestText(halley, request), idempotencyKey: key ?? null, ...performer }
  const row = { id, actorId: halley.user.id, createdAt: new Date(nowMs).toISOString(), ...asked }
  if (!run) {
    await enqueueOperation(transaction, { ...row, kind, runId: null, subjectId: subjectId ?? null })
    return id
  }
  await refuseChanged(transaction, run)
  const ofRun = { actor: actorOf(halley.user), itemId: run.id, operationId: id, imageIds: [] }
  const command: Command = kind === 'addImages' ? { name: kind, ...ofRun } : { name: 'process', ...ofRun }
  await decideAndSave(transaction, {
    slice: { itemIds: [run.id] },
    command,
    nowMs,
    beforeSave: () => enqueueOperation(transaction, { ...row, kind: command.name, runId: run.id }),
  })
  return id
}
