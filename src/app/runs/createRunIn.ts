import { success, type Result } from '../../fault/fault.ts'
import type { Halley } from '../halley.ts'
import { intoProject } from '../projects/intoProject.ts'
import { createRun, type CreatedRun } from './createRun.ts'
import { runNameFault } from './runName.ts'
import { takenFault } from './takenFault.ts'

export interface RunWanted {
  readonly name: string
  readonly description: string
  /** Name or id of the project that it goes to; default: where new runs go. */
  readonly project?: string | undefined
  readonly configText: string
}

/** Makes a run in a project with a configuration, valid or not: it can be edited before it is processed. */
export async function createRunIn(halley: Halley, { name, description, project, configText }: RunWanted): Promise<Result<CreatedRun>> {
  const placed = await intoProject(halley, project)
  return placed.ok ? createRun(placed.value, { name, description, configText }) : placed
}

export interface NameProblem {
  readonly problem: { readonly code: string; readonly message: string; readonly hint: string } | null
}

/** Why a new run may not have a name now; null where it may. */
export async function checkRunName(halley: Halley, name: string): Promise<Result<NameProblem>> {
  const fault = runNameFault(name) ?? (await takenFault(halley, name))
  return success({ problem: fault && { code: fault.code, message: fault.message, hint: fault.hint } })
}
