import { readInProcess } from '../../store/queries/readTables.ts'
import { whileWanted } from '../../store/queries/whileWanted.ts'
import type { Tell } from '../logging/tell.ts'

/** The process of a server that reads tables. */
export interface TablesProcess {
  /** What its queries may take of memory. */
  readonly memoryMb: number
  /** How long it stays after the last query, s. */
  readonly idleS: number
}

export const usualTablesProcess: TablesProcess = { memoryMb: 500, idleS: 300 }

/**
 * Lets the queries over tables of this process run in one of their own, which the first query starts.
 *
 * @returns what ends it
 */
export function useTablesProcess({ memoryMb, idleS }: TablesProcess, onProblem: Tell): () => Promise<void> {
  return readInProcess({ memoryLimitMb: memoryMb, idleMs: idleS * 1000, onProblem: (words) => onProblem(words) })
}

/** Does what somebody waits for: once they have gone, which the signal says, its queries over tables are given up. */
export function whileAwaited<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return whileWanted(signal, work)
}
