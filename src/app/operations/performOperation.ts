import { randomUUID } from 'node:crypto'
import type { Fault, Result } from '../../fault/fault.ts'
import { failure, makeFault, Refusal, settle } from '../../fault/fault.ts'
import type { Command } from '../../lifecycle/commands.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import type { Claim } from '../../store/catalogue/operations.ts'
import { claimOperation, enqueueOperation, reportOperation } from '../../store/catalogue/operations.ts'
import { findRun } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import type { Attempt } from '../../store/publishing/attempt.ts'
import { beginAttempt } from '../../store/publishing/attempt.ts'
import { sweepLeftovers } from '../../store/publishing/sweepLeftovers.ts'
import { decideAndSave } from '../../store/state/performCommand.ts'
import { healViews } from '../../store/views/healViews.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { WorkerPool } from '../workers/pool.ts'
import { endWork } from './endWork.ts'
import { workerName } from './workerProcess.ts'

const LEASE_MS = 60_000
const HEARTBEAT_MS = 10_000

export interface OperationRequest {
  readonly kind: 'process' | 'ingest' | 'export'
  /** The run that is Running meanwhile; null for work on none. */
  readonly run: RunRow | null
  readonly threads: number
  readonly signal: AbortSignal
}

/** What the work of an operation takes. */
export interface Workbench {
  readonly attempt: Attempt
  /** Closed at a stop: its tasks reject then. */
  readonly pool: WorkerPool
  /** Why the work is to stop; null while it is not. */
  readonly stopFault: () => Fault | null
}

const interrupted: Fault = makeFault('interrupted', 'Interrupted; what was shown before is still shown.', {
  hint: 'Start it again when you like: images that were ingested are kept.',
  retryable: true,
})

const superseded: Fault = makeFault('run.superseded', 'Stopped: this operation was cancelled, or another process took it for dead.', {
  hint: 'Nothing was published. ./halley status shows who is at work; start it again if nobody is.',
  retryable: true,
})

function changed({ name }: RunRow): Fault {
  return makeFault('run.changed', `Run ${name}: expected it as it was read, found it changed by another process.`, {
    hint: 'Start it again.',
    retryable: true,
    data: { run: name },
  })
}

function isAtWork({ work }: RunRow): boolean {
  return work === 'running' || work === 'queued' || work === 'restoring'
}

/** Two processes may start at once: of what was decided on one revision of the run, one is done. */
async function queueRun(transaction: Catalogue, halley: Halley, run: RunRow, operationId: string): Promise<void> {
  const found = await findRun(transaction, run.id)
  if (found?.place === 'live' && !isAtWork(found) && found.revision !== run.revision) throw new Refusal(changed(run))
  const nowMs = halley.now().getTime()
  const work = { actor: actorOf(halley.user), itemId: run.id, operationId, imageIds: [] }
  const command: Command = run.headVersion === null ? { name: 'process', ...work } : { name: 'addImages', ...work }
  await decideAndSave(transaction, {
    slice: { itemIds: [run.id] },
    command,
    nowMs,
    beforeSave: () =>
      enqueueOperation(transaction, {
        id: operationId,
        kind: command.name,
        runId: run.id,
        actorId: halley.user.id,
        createdAt: new Date(nowMs).toISOString(),
      }),
  })
}

function leaseUntil(halley: Halley): string {
  return new Date(halley.now().getTime() + LEASE_MS).toISOString()
}

/** Adds an operation, claims it for this process and sets its run to work, all at once or nothing. */
function start(halley: Halley, { kind, run }: OperationRequest): Promise<Result<Claim>> {
  const id = randomUUID()
  const now = halley.now().toISOString()
  return settle(() =>
    halley.store.catalogue.transaction().execute(async (transaction) => {
      if (run) await queueRun(transaction, halley, run, id)
      else await enqueueOperation(transaction, { id, kind, runId: null, actorId: halley.user.id, createdAt: now })
      const claimed = await claimOperation(transaction, id, { worker: workerName(), now, leaseUntil: leaseUntil(halley) })
      if (!claimed) throw new Error('An operation could not be claimed in the transaction that added it.')
      if (run) {
        const command = { name: 'start', actor: { kind: 'worker' }, itemId: run.id, operationId: id } as const
        await decideAndSave(transaction, { slice: { itemIds: [run.id] }, command, nowMs: Date.parse(now) })
      }
      return { id, attempt: claimed.attempt }
    }),
  )
}

/** Renews the lease until released; a beat that the catalogue cannot take now is made up for by the next. */
function keepLease(halley: Halley, claim: Claim, lost: AbortController): () => void {
  const beat = async () => {
    const held = await reportOperation(halley.store.catalogue, claim, { leaseUntil: leaseUntil(halley) })
    if (!held) lost.abort()
  }
  const timer = setInterval(() => void beat().catch(() => {}), HEARTBEAT_MS)
  return () => clearInterval(timer)
}

/** Runs the work until a signal closes its pool; what comes of it then is told as the stop. */
async function stoppable<T>(bench: Workbench, signal: AbortSignal, work: (bench: Workbench) => Promise<Result<T>>): Promise<Result<T>> {
  const { pool, stopFault } = bench
  const stop = () => void pool.close()
  signal.addEventListener('abort', stop)
  try {
    const before = stopFault()
    const outcome = before ? failure(before) : await work(bench)
    return outcome.ok ? outcome : failure(stopFault() ?? outcome.fault)
  } catch (error) {
    const fault = stopFault()
    if (fault) return failure(fault)
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    await pool.close()
  }
}

/** What is written down of an error that is no refusal. */
export function bugFault(error: unknown): Fault {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return makeFault('bug', message, { hint: 'This is an error in Halley: please report it with the log of the run.' })
}

/**
 * Does a piece of work as an operation that the catalogue knows: claimed, with a lease that is kept, a folder and threads
 * of its own, and its end written down whatever happens.
 *
 * @returns `run.busy` where the run is at work already, `interrupted` after the signal, `run.superseded` where the
 * claim was lost; else what the work returns
 */
export async function performOperation<T>(
  halley: Halley,
  request: OperationRequest,
  work: (bench: Workbench) => Promise<Result<T>>,
): Promise<Result<T>> {
  const started = await start(halley, request)
  if (!started.ok) return started
  const claim = started.value
  const actor = actorOf(halley.user)
  const end = (fault: Fault | null) => endWork(halley.store.catalogue, claim, request.run?.id ?? null, { fault, at: halley.now(), actor })
  const lost = new AbortController()
  const release = keepLease(halley, claim, lost)
  try {
    const attempt = await beginAttempt(halley.store, claim)
    const pool = new WorkerPool(request.threads)
    const stop = AbortSignal.any([request.signal, lost.signal])
    const stopFault = () => (lost.signal.aborted ? superseded : stop.aborted ? interrupted : null)
    const outcome = attempt.ok ? await stoppable({ attempt: attempt.value, pool, stopFault }, stop, work) : attempt
    await end(outcome.ok ? null : outcome.fault)
    return outcome
  } catch (error) {
    await end(error instanceof Refusal ? error.fault : bugFault(error))
    throw error
  } finally {
    release()
    await sweepLeftovers(halley.store)
    await healViews(halley.store)
  }
}
