import { success, type Result } from '../../fault/fault.ts'
import type { ConfigProblem } from '../contract/configProblem.ts'
import type { ProcessingPreview } from '../contract/processingPreview.ts'
import type { Halley } from '../halley.ts'
import { findRun } from '../runs/findRun.ts'
import { isAddition, onlyAdds } from './difference/compareInputs.ts'
import { prepareRun, type Prepared } from './processRun.ts'

function kindOf({ difference }: Prepared): ProcessingPreview['kind'] {
  if (!difference) return 'first'
  if (!onlyAdds(difference)) return 'changed'
  return isAddition(difference) ? 'addition' : 'unchanged'
}

/**
 * What a processing of a run would do now: how its configuration differs from what is shown. Changes nothing.
 *
 * @returns the refusals of who may not process it; a configuration with errors is told of, not refused
 */
export async function previewProcessing(halley: Halley, nameOrId: string): Promise<Result<ProcessingPreview>> {
  const run = await findRun(halley, nameOrId)
  if (!run.ok) return run
  const { id: runId, name: runName, headVersion: version } = run.value
  const of = { runId, runName, version }
  const prepared = await prepareRun(halley, run.value, { fullRerun: true })
  if (prepared.ok) {
    const { difference, checked } = prepared.value
    const kind = kindOf(prepared.value)
    const words = kind === 'addition' ? 'Add images' : 'Process'
    return success({ ...of, kind, words, imageCount: checked.inputs.images.length, difference, problems: checked.warnings })
  }
  if (prepared.fault.code !== 'config.invalid') return prepared
  const problems = prepared.fault.data['problems'] as readonly ConfigProblem[]
  return success({ ...of, kind: 'invalid', words: 'Process', imageCount: 0, difference: null, problems })
}
