import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import type { OperationRow, WorkerRow } from '../../store/catalogue/schema.ts'
import { queueOf } from '../contract/workQueue.ts'
import { obstacleTo, type Queue } from './obstacle.ts'
import { obstacleWords } from './obstacleWords.ts'
import { takes } from './workers.ts'

/** The queue with the workers that are there. */
export interface Situation extends Queue {
  readonly workers: readonly WorkerRow[]
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}

/** Older ones that workers take first. */
function aheadOf(operation: OperationRow, { unfinished, settings }: Situation): readonly OperationRow[] {
  const before = unfinished.slice(0, unfinished.indexOf(operation))
  return before.filter(
    (other) => other.state === 'queued' && other.isDetached === 1 && obstacleTo(other, { unfinished, settings }) === null,
  )
}

function noWorkerWords({ kind }: OperationRow, { workers }: Situation): string {
  if (workers.length === 0) return 'no worker is running; start one: ./halley worker'
  const queue = queueOf(kind) ?? kind
  return `no worker that is running takes ${queue}; start one: ./halley worker --queues ${queue}`
}

function isFull({ name, concurrency }: WorkerRow, { unfinished }: Situation): boolean {
  return unfinished.filter(({ state, worker }) => state === 'running' && worker === name).length >= concurrency
}

/** Why an operation waits; null where it does not, or has its turn in a moment. `operation` is one of those that are unfinished. */
export async function waitReason(catalogue: Catalogue, operation: OperationRow, situation: Situation): Promise<string | null> {
  if (operation.state !== 'queued') return null
  const obstacle = obstacleTo(operation, situation)
  if (obstacle) return obstacleWords(catalogue, obstacle)
  if (operation.isDetached === 0) return null
  const able = situation.workers.filter((worker) => takes(worker, operation))
  if (able.length === 0) return noWorkerWords(operation, situation)
  const ahead = aheadOf(operation, situation)
  if (ahead.length > 0) return `behind ${count(ahead.length, 'other')}`
  const busy = able.filter((worker) => isFull(worker, situation))
  return busy.length === able.length ? `${count(busy.length, 'worker')} at work on others` : null
}
