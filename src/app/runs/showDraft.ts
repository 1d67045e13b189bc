import { success, type Result } from '../../fault/fault.ts'
import { findConfiguration } from '../../store/catalogue/configurations.ts'
import { findResult } from '../../store/catalogue/results.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import { keptTexts } from '../../store/runFolder.ts'
import { configTemplate } from '../config/template.ts'
import type { RunDraft } from '../contract/runDraft.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import { draftInUse, draftPath } from './draftInUse.ts'

async function shownConfiguration({ store: { catalogue } }: Halley, { id, headVersion }: RunRow): Promise<RunDraft['shown']> {
  const head = headVersion === null ? undefined : await findVersion(catalogue, id, headVersion)
  const result = head && (await findResult(catalogue, head.resultId))
  const text = result && (await findConfiguration(catalogue, result.configurationHash))
  return head && text !== undefined ? { version: head.number, text } : null
}

/**
 * The configuration of a run as it is edited. Where there is no file, the text is one to begin with.
 *
 * @returns `run.draftBeside` where an editor has left another text in its place
 */
export async function showDraft(halley: Halley, run: RunRow): Promise<Result<RunDraft>> {
  const draft = await draftInUse(halley, run)
  if (!draft.ok && draft.fault.code !== 'run.noDraft') return draft
  const shown = await shownConfiguration(halley, run)
  const text = draft.ok ? draft.value.text : (shown?.text ?? configTemplate({ name: run.name }))
  return success({
    text,
    hash: draft.ok ? draft.value.hash : null,
    path: draftPath(halley, run),
    shown,
    kept: await keptTexts(halley.store, run.id),
    mayEdit: (await rightFault(halley, 'edit', run.id)) === null,
  })
}
