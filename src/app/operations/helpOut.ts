import { basename, join } from 'node:path'
import { settle } from '../../fault/fault.ts'
import { answerTask, keepTasks, takeBackTask, takeTask, type TakenTask } from '../../store/catalogue/sharedTasks.ts'
import { TaskFiles } from '../../store/publishing/taskFiles.ts'
import type { Halley } from '../halley.ts'
import { reachOf } from '../inputs/openRoots.ts'
import { WorkerPool } from '../workers/pool.ts'
import type { TaskAnswer } from '../workers/taskBoard.ts'
import { isShared, type SharedTaskName, type TaskInput } from '../workers/tasks.ts'
import { doorOf } from './askedThrough.ts'
import { leaseUntil } from './leaseUntil.ts'
import { operationSettings } from './operationSettings.ts'
import { workerName } from './workerProcess.ts'

interface Helping {
  readonly halley: Halley
  /** Parts that are done at once. */
  readonly threads: number
  readonly leaseMs: number
  readonly signal: AbortSignal
  /** Threads by the door of the operation, which decides what files they open. */
  readonly pools: Map<string, WorkerPool>
}

function poolFor({ pools, threads }: Helping, task: TakenTask): WorkerPool {
  const door = doorOf(task)
  const pool = pools.get(door) ?? new WorkerPool(threads, reachOf(door))
  pools.set(door, pool)
  return pool
}

/** The input as this host takes it: with scratch files and outputs in folders of its own. */
function inputHere({ scratch }: Halley, input: object, folder: string | null): object {
  return {
    ...input,
    ...('scratch' in input ? { scratch } : {}),
    ...('outputPath' in input && folder !== null ? { outputPath: join(folder, basename(String(input.outputPath))) } : {}),
  }
}

/** Does a part. @returns null where it was refused here, or is of another Halley */
async function perform(helping: Helping, task: TakenTask, files: TaskFiles): Promise<TaskAnswer | null> {
  const given = await files.readInput(task.ticket)
  if (!isShared(task.name) || typeof given !== 'object' || given === null) return null
  const outputs = 'outputPath' in given ? files.makeOutputs(task.ticket) : null
  const input = inputHere(helping.halley, given, outputs && files.pathOf(outputs)) as TaskInput<SharedTaskName>
  const done = await poolFor(helping, task).run(task.name, input)
  return done.ok ? { value: done.value, outputs } : null
}

/** @returns false where anything went wrong, or it was taken back meanwhile */
async function tryPart(helping: Helping, task: TakenTask): Promise<boolean> {
  const { store } = helping.halley
  const files = new TaskFiles(store, { id: task.operationId, attempt: task.attempt })
  try {
    const answer = await perform(helping, task, files)
    return answer !== null && (await answerTask(store.catalogue, task, workerName(), await files.writeAnswer(task.ticket, answer)))
  } catch {
    return false
  }
}

/** Does a part, or gives it back at once to who offered it, who finds out what is wrong with it. */
async function doPart(helping: Helping, task: TakenTask): Promise<boolean> {
  const isDone = await tryPart(helping, task)
  const { catalogue } = helping.halley.store
  if (!isDone) await settle(() => takeBackTask(catalogue, { ...task, state: 'taken', worker: workerName() }))
  return isDone
}

/** One hand: takes part after part until none is offered. @returns how many it did */
async function work(helping: Helping): Promise<number> {
  const { halley, leaseMs, signal } = helping
  let done = 0
  while (!signal.aborted) {
    const lease = { worker: workerName(), leaseUntil: leaseUntil(halley.now(), leaseMs) }
    const task = await settle(() => takeTask(halley.store.catalogue, lease))
    if (!task.ok || !task.value) break
    if (await doPart(helping, task.value)) done++
  }
  return done
}

/**
 * Does parts of operations that other workers are at and offer, until none is offered. What this process dies at is done
 * by whoever offered it.
 *
 * @returns how many parts were done
 */
export async function helpOut(halley: Halley, request: { readonly threads: number; readonly signal: AbortSignal }): Promise<number> {
  const { catalogue } = halley.store
  const { leaseMs } = await operationSettings(catalogue)
  const helping: Helping = { halley, leaseMs, ...request, pools: new Map() }
  const keep = () => void keepTasks(catalogue, workerName(), leaseUntil(halley.now(), leaseMs)).catch(() => {})
  const timer = setInterval(keep, leaseMs / 6)
  const closePools = () => Promise.all([...helping.pools.values()].map((pool) => pool.close()))
  const stop = () => void closePools()
  request.signal.addEventListener('abort', stop)
  try {
    const done = await Promise.all(Array.from({ length: request.threads }, () => work(helping)))
    return done.reduce((sum, count) => sum + count, 0)
  } finally {
    clearInterval(timer)
    request.signal.removeEventListener('abort', stop)
    await closePools()
  }
}
