import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { writeDraft } from '../../store/runFolder.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import { draftInUse } from './draftInUse.ts'

/** Makes a text the draft of a run, if the user may change it. */
export async function replaceDraft(halley: Halley, run: RunRow, configText: string): Promise<Result<RunRow>> {
  const draft = await draftInUse(halley, run)
  if (!draft.ok && draft.fault.code === 'run.draftBeside') return draft
  if (draft.ok && draft.value.text === configText) return success(run)
  const denied = await rightFault(halley, 'edit', run.id)
  if (denied) return failure(denied)
  const written = await writeDraft(halley.store, run.id, configText, draft.ok ? draft.value.hash : null)
  return written.ok ? success(run) : written
}
