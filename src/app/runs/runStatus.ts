import type { Fault, Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import type { RunWork } from '../../lifecycle/runState.ts'
import { wordOfWork } from '../../lifecycle/runState.ts'
import { lastOperationOfRun } from '../../store/catalogue/operations.ts'
import { findResult } from '../../store/catalogue/results.ts'
import { liveRuns } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import type { Halley } from '../halley.ts'
import type { ResultCounts } from '../process/buildResult.ts'
import { findRun } from './findRun.ts'

export interface RunStatus {
  readonly name: string
  /** What it is for; empty where nobody said. */
  readonly description: string
  readonly work: RunWork
  /** As a screen says it. */
  readonly words: string
  /** The version that is shown; null before the first. */
  readonly version: number | null
  readonly counts: ResultCounts | null
  readonly updatedUtc: string
  /** Why the last work on it failed; null where it did not. */
  readonly fault: Pick<Fault, 'code' | 'message' | 'hint'> | null
}

async function lastFault({ store }: Halley, run: RunRow): Promise<RunStatus['fault']> {
  const operation = await lastOperationOfRun(store.catalogue, run.id)
  if (!operation?.error) return null
  const { code, message, hint } = JSON.parse(operation.error) as Fault
  return { code, message, hint }
}

async function statusOf(halley: Halley, run: RunRow): Promise<RunStatus> {
  const { catalogue } = halley.store
  const head = run.headVersion === null ? undefined : await findVersion(catalogue, run.id, run.headVersion)
  const result = head && (await findResult(catalogue, head.resultId))
  return {
    name: run.name,
    description: run.description,
    work: run.work,
    words: wordOfWork[run.work],
    version: run.headVersion,
    counts: result ? (JSON.parse(result.counts) as ResultCounts) : null,
    updatedUtc: run.updatedAt,
    fault: run.work === 'failed' ? await lastFault(halley, run) : null,
  }
}

/** The state and the counts of the named runs; `all` alone means every run, newest change first. */
export async function runStatus(halley: Halley, names: readonly string[]): Promise<Result<readonly RunStatus[]>> {
  const runs: RunRow[] = []
  if (names.length === 1 && names[0] === 'all') runs.push(...(await liveRuns(halley.store.catalogue)))
  else {
    for (const name of names) {
      const run = await findRun(halley, name)
      if (!run.ok) return run
      runs.push(run.value)
    }
  }
  return success(await Promise.all(runs.map((run) => statusOf(halley, run))))
}
