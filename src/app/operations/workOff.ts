import { join } from 'node:path'
import { Refusal, type Fault, type Result } from '../../fault/fault.ts'
import { findUser } from '../../store/catalogue/people.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { makeScratch, removeEmptyScratch, removeScratch } from '../../store/scratch.ts'
import type { KeptPools } from '../workers/keptPools.ts'
import { kindsIn, workQueues } from '../contract/workQueue.ts'
import { halleyFor, type Halley } from '../halley.ts'
import { doorOf } from './askedThrough.ts'
import { handlers } from './handlers.ts'
import { bugFault } from './stopFaults.ts'
import { threadsEach, type WorkerRequest } from './workerRequest.ts'
import { workOn } from './workOn.ts'

/** The worker's own Halley, or one that acts as who asked: nobody did for what the program does by itself. */
async function actingFor({ store, now, ...halley }: Halley, operation: OperationRow): Promise<Halley> {
  const user = await findUser(store.catalogue, operation.actorId)
  const door = doorOf(operation)
  // What somebody asked for before they were deactivated goes on.
  return user ? halleyFor(store, { ...user, isActive: 1, scopes: null }, { now, door }) : { ...halley, store, now, door }
}

function threadsOf({ request }: OperationRow, worker: WorkerRequest): number {
  const asked: unknown = JSON.parse(request)
  const workers = typeof asked === 'object' && asked !== null && 'workers' in asked ? asked.workers : null
  return typeof workers === 'number' ? workers : threadsEach(worker)
}

/** What a worker does operations with. */
export interface WorkerMeans {
  readonly request: WorkerRequest
  readonly pools: KeptPools
}

async function perform(halley: Halley, operation: OperationRow, means: WorkerMeans, scratch: string): Promise<Result<unknown>> {
  const kind = kindsIn(workQueues).find((known) => known === operation.kind)
  if (!kind) throw new Error(`Operation ${operation.id} of kind ${operation.kind} was taken by a worker that cannot do it`)
  const acting = { ...(await actingFor(halley, operation)), scratch }
  const { request, pools } = means
  const { signal } = request
  const task = {
    operation,
    threads: threadsOf(operation, request),
    pools,
    signal,
    onSignal: 'handBack',
    outcomeOf: (value: unknown) => value,
  } as const
  return workOn(acting, task, async (bench) => (await handlers[kind]())(acting, operation, bench))
}

/** What went wrong, where it may be a bug. */
export function faultOf(error: unknown): Fault {
  return error instanceof Refusal ? error.fault : bugFault(error)
}

function wordsOf({ code, message, hint }: Fault): string {
  return `${code}: ${message} ${hint}`
}

/** Does one operation, with scratch files of its own; whatever comes of it, the worker goes on. @returns whether it was completed */
export async function workOff(halley: Halley, operation: OperationRow, means: WorkerMeans): Promise<boolean> {
  const { request } = means
  const { id, kind, attempt } = operation
  const name = `${kind} ${id}`
  const facts = { operation: id, kind, attempt }
  request.tell(`${name}: taken up${attempt > 1 ? `, attempt ${attempt}` : ''}`, { ...facts, state: 'running' })
  const started = performance.now()
  const scratch = join(halley.scratch, id)
  try {
    makeScratch(scratch)
    const outcome = await perform(halley, operation, means, scratch)
    const seconds = Number(((performance.now() - started) / 1000).toFixed(1))
    if (outcome.ok) request.tell(`${name}: completed (${seconds} s)`, { ...facts, state: 'completed', seconds })
    else request.tell(`${name}: ${wordsOf(outcome.fault)} (${seconds} s)`, { ...facts, state: 'ended', code: outcome.fault.code, seconds })
    return outcome.ok
  } catch (error) {
    const { code, message } = faultOf(error)
    request.tell(`${name}: ${message}`, { ...facts, state: 'ended', code })
    return false
  } finally {
    // Its threads have nothing more to do; a worker that is there for weeks would fill the disk with what they inflated.
    await removeScratch(scratch)
    removeEmptyScratch(halley.scratch)
  }
}
