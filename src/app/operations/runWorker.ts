import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal, settle, type Fault, type Result } from '../../fault/fault.ts'
import { findUser } from '../../store/catalogue/people.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { removeWorker, reportWorker } from '../../store/catalogue/workers.ts'
import { removeScratch } from '../../store/scratch.ts'
import type { OperationKind } from '../contract/operation.ts'
import { halleyFor, type Halley } from '../halley.ts'
import type { Tell } from '../logging/tell.ts'
import { startMailing } from '../mail/startMailing.ts'
import { sweepDue } from '../trash/sweepDue.ts'
import { endAbandoned } from './abandonedOperations.ts'
import { claimNext } from './claims.ts'
import { doorOf } from './askedThrough.ts'
import { handlers } from './handlers.ts'
import { helpOut } from './helpOut.ts'
import { leaseUntil } from './leaseUntil.ts'
import { operationSettings } from './operationSettings.ts'
import { bugFault } from './stopFaults.ts'
import { workOn } from './workOn.ts'
import { workerName } from './workerProcess.ts'

/** The kinds that a worker can do. */
export const workerKinds = Object.keys(handlers) as readonly OperationKind[]

export interface WorkerRequest {
  /** End when nothing waits that can be done, rather than wait for more. */
  readonly once: boolean
  /** End when there was nothing to do for so long, milliseconds; default: never. */
  readonly idleMs?: number | undefined
  /** What it is to the queue of a cluster; default: none of its. */
  readonly job?: string | null | undefined
  /** How often to look for work, milliseconds. */
  readonly pollMs: number
  readonly kinds: readonly OperationKind[]
  /** Threads of an operation that does not say how many; default: one a core. */
  readonly threads?: number | undefined
  /** Stops: what it works on is handed back. */
  readonly signal: AbortSignal
  /** Is told of each thing that happens. */
  readonly tell: Tell
}

export interface WorkerOutcome {
  readonly completed: number
  /** Those that failed, were cancelled or were handed back. */
  readonly ended: number
}

/** The worker's own Halley, or one that acts as who asked: nobody did for what the program does by itself. */
async function actingFor({ store, now, ...halley }: Halley, operation: OperationRow): Promise<Halley> {
  const user = await findUser(store.catalogue, operation.actorId)
  const door = doorOf(operation)
  // What somebody asked for before they were deactivated goes on.
  return user ? halleyFor(store, { ...user, isActive: 1, scopes: null }, { now, door }) : { ...halley, store, now, door }
}

function threadsOf({ request }: OperationRow, { threads }: WorkerRequest): number {
  const asked: unknown = JSON.parse(request)
  const workers = typeof asked === 'object' && asked !== null && 'workers' in asked ? asked.workers : null
  return typeof workers === 'number' ? workers : (threads ?? availableParallelism())
}

async function perform(halley: Halley, operation: OperationRow, request: WorkerRequest): Promise<Result<unknown>> {
  const handler = handlers[operation.kind as OperationKind]
  if (!handler) throw new Error(`Operation ${operation.id} of kind ${operation.kind} was taken by a worker that cannot do it`)
  const acting = await actingFor(halley, operation)
  const { signal } = request
  const task = {
    operation,
    threads: threadsOf(operation, request),
    signal,
    onSignal: 'handBack',
    outcomeOf: (value: unknown) => value,
  } as const
  return workOn(acting, task, (bench) => handler(acting, operation, bench))
}

function faultOf(error: unknown): Fault {
  return error instanceof Refusal ? error.fault : bugFault(error)
}

function wordsOf({ code, message, hint }: Fault): string {
  return `${code}: ${message} ${hint}`
}

/** Does one operation; whatever comes of it, the worker goes on. */
async function workOff(halley: Halley, operation: OperationRow, request: WorkerRequest): Promise<boolean> {
  const { id, kind, attempt } = operation
  const name = `${kind} ${id}`
  const facts = { operation: id, kind, attempt }
  request.tell(`${name}: taken up${attempt > 1 ? `, attempt ${attempt}` : ''}`, { ...facts, state: 'running' })
  const started = performance.now()
  try {
    const outcome = await perform(halley, operation, request)
    const seconds = Number(((performance.now() - started) / 1000).toFixed(1))
    if (outcome.ok) request.tell(`${name}: completed (${seconds} s)`, { ...facts, state: 'completed', seconds })
    else request.tell(`${name}: ${wordsOf(outcome.fault)} (${seconds} s)`, { ...facts, state: 'ended', code: outcome.fault.code, seconds })
    return outcome.ok
  } catch (error) {
    const { code, message } = faultOf(error)
    request.tell(`${name}: ${message}`, { ...facts, state: 'ended', code })
    return false
  } finally {
    // Its threads have ended; a worker that is there for weeks would fill the disk with what they inflated.
    await removeScratch(halley.store, workerName())
  }
}

/** Says for as long as the worker is there that it is, also while it works. */
async function presence(halley: Halley, { kinds, job = null }: WorkerRequest): Promise<() => Promise<void>> {
  const { catalogue } = halley.store
  const { leaseMs } = await operationSettings(catalogue)
  const startedAt = halley.now().toISOString()
  const row = { name: workerName(), kinds: kinds.length === workerKinds.length ? null : JSON.stringify(kinds), startedAt, job }
  const say = () => reportWorker(catalogue, { ...row, leaseUntil: leaseUntil(halley.now(), leaseMs) })
  await say()
  const timer = setInterval(() => void say().catch(() => {}), leaseMs / 3)
  return async () => {
    clearInterval(timer)
    // Where the catalogue cannot be told, its lease runs out.
    await settle(() => removeWorker(catalogue, row.name))
  }
}

const sweepEveryMs = 3_600_000

/** Purges what is due in the trash, once an hour; what is due then waits among the operations. */
function sweeper(halley: Halley, tell: Tell): () => Promise<void> {
  let nextMs = 0
  return async () => {
    if (performance.now() < nextMs) return
    nextMs = performance.now() + sweepEveryMs
    const swept = await sweepDue(halley)
    if (!swept.ok) tell(`trash: ${swept.fault.message}`, { code: swept.fault.code })
    else if (swept.value.stopped) tell(`trash: ${swept.value.stopped.words} ./halley trash sweep says more`)
  }
}

/** Sees to what others left and takes what waits. @returns null where there is nothing to do */
async function nextWork(halley: Halley, { kinds, tell }: WorkerRequest, sweep: () => Promise<void>): Promise<OperationRow | null> {
  try {
    await endAbandoned(halley, workerName())
    await sweep()
    const claimed = await claimNext(halley, kinds)
    if (!claimed.ok) tell(`${claimed.fault.code}: ${claimed.fault.message}`, { code: claimed.fault.code })
    return claimed.ok ? claimed.value : null
  } catch (error) {
    const { code, message } = faultOf(error)
    tell(message, { code })
    return null
  }
}

/** With nothing to do of its own: does parts of what others are at. */
async function help(halley: Halley, { threads = availableParallelism(), signal, tell }: WorkerRequest): Promise<number> {
  const parts = await helpOut(halley, { threads, signal }).catch(() => 0)
  if (parts > 0) tell(`helped with ${parts} ${parts === 1 ? 'part' : 'parts'} of what others are at`, { parts })
  return parts
}

async function workUntilStopped(halley: Halley, request: WorkerRequest): Promise<WorkerOutcome> {
  const { signal, once, pollMs, idleMs = Infinity } = request
  const sweep = sweeper(halley, request.tell)
  let [completed, ended, busyMs] = [0, 0, performance.now()]
  while (!signal.aborted) {
    const operation = await nextWork(halley, request, sweep)
    if (operation) {
      if (await workOff(halley, operation, request)) completed++
      else ended++
      busyMs = performance.now()
    } else if ((await help(halley, request)) > 0) busyMs = performance.now()
    else if (once || performance.now() - busyMs > idleMs) break
    else await sleep(pollMs, undefined, { signal }).catch(() => {})
  }
  return { completed, ended }
}

/**
 * Works off operations that wait, one at a time, until the signal. Any number of workers may be at one store, on any
 * number of hosts.
 *
 * @returns faults of a catalogue that cannot even be told that the worker is there; later ones are lines
 */
export function runWorker(halley: Halley, request: WorkerRequest): Promise<Result<WorkerOutcome>> {
  return settle(async () => {
    const leave = await presence(halley, request)
    const stopMailing = startMailing(halley, process.env, request.tell)
    try {
      return await workUntilStopped(halley, request)
    } finally {
      await stopMailing()
      await leave()
    }
  })
}
