import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import type { Halley } from '../halley.ts'
import type { SubmitRequest } from '../process/processOperation.ts'
import { runOfTarget, type RunTarget } from './processTarget.ts'
import { submitRun, type SubmittedRun } from './submitRun.ts'

export interface SubmittedTarget extends SubmittedRun {
  readonly runName: string
}

/** Asks for the processing of a run, or of one made from a configuration or a folder, for a worker to do. */
export async function submitTarget(halley: Halley, request: RunTarget & SubmitRequest): Promise<Result<SubmittedTarget>> {
  const run = await runOfTarget(halley, request)
  if (!run.ok) return run
  const submitted = await submitRun(halley, run.value, request)
  return submitted.ok ? success({ runName: run.value.name, ...submitted.value }) : submitted
}
