import { resolve } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { diskListing } from '../../store/files/fileListing.ts'
import { discoverInputs } from '../config/discoverInputs.ts'
import { configTemplate } from '../config/template.ts'
import type { Halley } from '../halley.ts'
import { intoProject } from '../projects/intoProject.ts'
import type { CreatedRun } from './createRun.ts'
import { createRun } from './createRun.ts'
import { deletedConfiguration } from './deletedConfiguration.ts'
import { readConfigFile } from './readConfigFile.ts'
import { runNameFault } from './runName.ts'

export interface InitRequest {
  readonly name: string
  /** What the run is for, at most 240 characters. */
  readonly description?: string
  /** Folder in which to look for the inputs. */
  readonly from?: string
  /** Configuration to start from instead of the template. */
  readonly config?: string
  /** Name or id of a run that was deleted permanently, whose configuration to start from. */
  readonly fromDeleted?: string
  /** Name of the project that it goes to. */
  readonly project?: string | undefined
}

interface Draft {
  readonly text: string
  readonly notes: readonly string[]
}

async function draftOf(halley: Halley, { name, from, config, fromDeleted }: InitRequest): Promise<Result<Draft>> {
  if (fromDeleted !== undefined) {
    const text = await deletedConfiguration(halley, fromDeleted)
    return text.ok ? success({ text: text.value, notes: [] }) : text
  }
  if (config !== undefined) {
    const file = await readConfigFile(config)
    return file.ok ? success({ text: file.value.movableText, notes: [] }) : file
  }
  if (from === undefined) return success({ text: configTemplate({ name }), notes: ['List the inputs in it: the comments show how.'] })
  const found = await discoverInputs(resolve(from), diskListing)
  if (!found.ok) return found
  const { inputs, imageCount, notes } = found.value
  return success({
    text: configTemplate({ name, inputs }),
    notes: [imageCount === 1 ? '1 image was found.' : `${imageCount} images were found.`, ...notes],
  })
}

/** Makes a run with the template, the inputs of a folder or a given configuration as its draft. */
export async function initRun(halley: Halley, request: InitRequest): Promise<Result<CreatedRun>> {
  const badName = runNameFault(request.name)
  if (badName) return failure(badName)
  const placed = await intoProject(halley, request.project)
  if (!placed.ok) return placed
  const draft = await draftOf(halley, request)
  if (!draft.ok) return draft
  const { name, description = '' } = request
  const created = await createRun(placed.value, { name, description, configText: draft.value.text })
  return created.ok ? success({ ...created.value, notes: draft.value.notes }) : created
}
