import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Fault, Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import type { ProgressListener } from '../contract/progress.ts'
import type { Halley } from '../halley.ts'
import { checkConfig } from '../process/checkConfig.ts'
import type { ProcessOutcome, ProcessRequest } from '../process/processRun.ts'
import { processRun } from '../process/processRun.ts'
import { intoProject } from '../projects/intoProject.ts'
import { createRun } from './createRun.ts'
import { findRun } from './findRun.ts'
import { findTarget } from './findTarget.ts'
import { initRun } from './initRun.ts'
import { readConfigFile } from './readConfigFile.ts'
import { replaceDraft } from './replaceDraft.ts'
import { runNameFault } from './runName.ts'
import { takenFault } from './takenFault.ts'

/** What a person names to be processed. */
export interface RunTarget {
  /** Name of a run, path of a configuration, or folder of inputs. */
  readonly target: string
  /** Name for the run of a configuration or a folder; default: the folder's. */
  readonly name?: string | undefined
  /** Project that a run goes to which is made for it, by name or id. */
  readonly project?: string | undefined
  readonly onProgress: ProgressListener
}

export type TargetRequest = RunTarget & ProcessRequest

/**
 * The run that a configuration file is meant for: made where there is none, its draft replaced where there is one.
 * A configuration with errors makes and replaces nothing.
 */
async function runOfConfig(halley: Halley, path: string, name: string): Promise<Result<RunRow>> {
  const file = await readConfigFile(path)
  if (!file.ok) return file
  const checked = await checkConfig(halley, file.value.text, file.value.path)
  if (!checked.ok) return checked
  const existing = await findRun(halley, name)
  if (existing.ok) return replaceDraft(halley, existing.value, file.value.movableText)
  const created = await createRun(halley, { name, configText: file.value.movableText })
  return created.ok ? findRun(halley, name) : created
}

async function runOfFolder(halley: Halley, folder: string, name: string, request: RunTarget): Promise<Result<RunRow>> {
  const config = join(folder, 'config.yaml')
  if (existsSync(config)) return runOfConfig(halley, config, name)
  const taken = await takenFault(halley, name)
  if (taken) return failure(taken)
  const created = await initRun(halley, { name, from: folder })
  if (!created.ok) return created
  for (const text of created.value.notes) request.onProgress({ kind: 'note', level: 'info', text })
  return findRun(halley, name)
}

/** A folder may have a name that no run can have; the name is then to be given. */
function withNameHint(fault: Fault | null): Fault | null {
  return fault && { ...fault, hint: 'Give the run a name with --name, such as --name lmc-2026.' }
}

/** The run that is named, or one made from the configuration or the folder that is named. */
export async function runOfTarget(halley: Halley, request: RunTarget): Promise<Result<RunRow>> {
  const found = await findTarget(halley, request.target)
  if (!found.ok) return found
  if (found.value.kind === 'run') return success(found.value.run)
  const { path } = found.value
  const isFolder = statSync(path).isDirectory()
  const name = request.name ?? basename(isFolder ? path : dirname(path))
  const badName = withNameHint(runNameFault(name))
  if (badName) return failure(badName)
  const placed = await intoProject(halley, request.project)
  if (!placed.ok) return placed
  return isFolder ? runOfFolder(placed.value, path, name, request) : runOfConfig(placed.value, path, name)
}

/** Processes a run by its name, or makes one from a configuration or a folder of inputs and processes that. */
export async function processTarget(halley: Halley, request: TargetRequest): Promise<Result<ProcessOutcome>> {
  const run = await runOfTarget(halley, request)
  return run.ok ? processRun(halley, run.value, request) : run
}
