import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import type { SampleDetails } from '../contract/sample.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { nextName, targetProject } from '../drawn/newDrawn.ts'
import type { Submitted } from '../operations/submitOperation.ts'
import { drawSample, submitDrawing, type Drawing, type DrawnSample } from './drawSample.ts'
import { showSample } from './listSamples.ts'
import type { SampleChoice } from './sampleRequest.ts'

export interface AgainChoice {
  /** Default: the name of the sample with the next number behind it. */
  readonly name?: string | undefined
  readonly description?: string | undefined
  /** Name or id of the project that it goes to; default: that of the sample. */
  readonly project?: string | undefined
}

function goneFault({ name, origins }: SampleDetails) {
  const gone = origins.filter(({ where }) => where !== 'live')
  const words = gone.map(({ run, remark }) => `run ${run}: ${remark}`).join('; ')
  return makeFault('sample.originGone', `Sample ${name}: expected its runs to be live, found ${words}.`, {
    hint: 'Restore the run from Trash, or draw a sample from other runs with the same query: ./halley sample draw',
    data: { runs: gone.map(({ runId }) => runId) },
  })
}

function combinedFault({ name, query }: SampleDetails) {
  return makeFault('sample.combined', `Sample ${name}: expected one that was drawn from runs, found one combined from samples: ${query}.`, {
    hint: 'Draw its samples again, then combine the new ones: ./halley sample combine',
  })
}

/**
 * What it takes to draw a sample again: the same query on the versions that its runs show now. The new sample names the
 * old one, which stays.
 *
 * @returns `sample.originGone` where a run is not live any more, `sample.combined` for one that no query drew
 */
async function chooseAgain(halley: Halley, nameOrId: string, choice: AgainChoice): Promise<Result<SampleChoice>> {
  const found = await showSample(halley, nameOrId)
  if (!found.ok) return found
  const sample = found.value
  if (sample.queryData === null) return failure(combinedFault(sample))
  if (sample.origins.some(({ where }) => where !== 'live')) return failure(goneFault(sample))
  const item = await findItem(halley, 'sample', sample.id)
  if (!item.ok || item.value.kind !== 'sample') throw new Error(`Sample ${sample.id} was found and is not there`)
  const project = await targetProject(halley, choice.project ?? item.value.projectId)
  if (!project.ok) return project
  const runIds = [...new Set(sample.origins.map(({ runId }) => runId))]
  return success({
    name: choice.name ?? (await nextName(halley, 'sample', project.value, sample.name)),
    description: choice.description ?? sample.description,
    project: project.value,
    from: runIds.map((run) => ({ run })),
    query: sample.queryData,
    predecessorId: sample.id,
  })
}

/** Draws a sample again: see {@link chooseAgain} and {@link drawSample}. */
export async function drawAgain(halley: Halley, nameOrId: string, choice: AgainChoice, drawing: Drawing): Promise<Result<DrawnSample>> {
  const chosen = await chooseAgain(halley, nameOrId, choice)
  return chosen.ok ? drawSample(halley, chosen.value, drawing) : chosen
}

/** Asks for a sample to be drawn again, for a worker to do: see {@link chooseAgain} and {@link submitDrawing}. */
export async function submitDrawingAgain(halley: Halley, nameOrId: string, choice: AgainChoice): Promise<Result<Submitted>> {
  const chosen = await chooseAgain(halley, nameOrId, choice)
  return chosen.ok ? submitDrawing(halley, chosen.value) : chosen
}
