import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { findLiveRunByName } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { readDraft, writeDraft } from '../../store/runFolder.ts'
import type { Halley } from '../halley.ts'
import type { ProcessOutcome, ProcessRequest } from '../process/processRun.ts'
import { processRun } from '../process/processRun.ts'
import { createRun } from './createRun.ts'
import { findRun } from './findRun.ts'
import { initRun } from './initRun.ts'
import { readConfigFile } from './readConfigFile.ts'

export interface TargetRequest extends ProcessRequest {
  /** Name of a run, path of a configuration, or folder of inputs. */
  readonly target: string
  /** Name for the run of a configuration or a folder; default: the folder's. */
  readonly name?: string | undefined
}

/** The run that a configuration file is meant for: made where there is none, its draft replaced where there is one. */
async function runOfConfig(halley: Halley, path: string, name: string): Promise<Result<RunRow>> {
  const file = await readConfigFile(path)
  if (!file.ok) return file
  const existing = await findLiveRunByName(halley.store.catalogue, name)
  if (existing) {
    const draft = await readDraft(halley.store, existing.id)
    if (draft.ok && draft.value.text === file.value.movableText) return success(existing)
    const written = await writeDraft(halley.store, existing.id, file.value.movableText, draft.ok ? draft.value.hash : null)
    return written.ok ? success(existing) : written
  }
  const created = await createRun(halley, { name, configText: file.value.movableText })
  return created.ok ? findRun(halley, name) : created
}

async function runOfFolder(halley: Halley, folder: string, name: string, request: TargetRequest): Promise<Result<RunRow>> {
  const config = join(folder, 'config.yaml')
  if (existsSync(config)) return runOfConfig(halley, config, name)
  const existing = await findLiveRunByName(halley.store.catalogue, name)
  if (existing) {
    return failure(
      makeFault('run.nameTaken', `Run name ${name}: expected a name that no run has, found a run of that name.`, {
        hint: `Process that run with ./halley process ${name}, or give another name with --name.`,
        data: { name },
      }),
    )
  }
  const created = await initRun(halley, { name, from: folder })
  if (!created.ok) return created
  for (const text of created.value.notes) request.onProgress({ kind: 'note', level: 'info', text })
  return findRun(halley, name)
}

function runOfTarget(halley: Halley, request: TargetRequest): Promise<Result<RunRow>> {
  const { target, name } = request
  const path = resolve(target)
  const isPath = target.includes('/') || (existsSync(path) && /\.ya?ml$/i.test(target))
  if (!isPath || !existsSync(path)) return findRun(halley, target)
  if (statSync(path).isDirectory()) return runOfFolder(halley, path, name ?? basename(path), request)
  return runOfConfig(halley, path, name ?? basename(dirname(path)))
}

/** Processes a run by its name, or makes one from a configuration or a folder of inputs and processes that. */
export async function processTarget(halley: Halley, request: TargetRequest): Promise<Result<ProcessOutcome>> {
  const run = await runOfTarget(halley, request)
  return run.ok ? processRun(halley, run.value, request) : run
}
