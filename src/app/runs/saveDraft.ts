import { failure, makeFault, settle, success, type Fault, type Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { keepConfiguration } from '../../store/catalogue/configurations.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { readDraft, writeDraft } from '../../store/runFolder.ts'
import { outsideFault } from '../config/outsideFault.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import { draftInUse } from './draftInUse.ts'

export interface DraftChange {
  readonly text: string
  /** Hash of the text that was read before editing; null where there was none. */
  readonly basedOn: string | null
}

/** The same refusal with the text that is there, so that an editor can show both. */
async function withOther({ store }: Halley, { id }: RunRow, fault: Fault): Promise<Fault> {
  const other = await readDraft(store, id)
  const { text, hash } = other.ok ? other.value : { text: null, hash: null }
  return makeFault(fault.code, fault.message, { hint: fault.hint, data: { ...fault.data, text, hash } })
}

/**
 * Saves the configuration of a run, on the text that was read before editing.
 *
 * @returns its hash; `run.draftChanged` with the other `text` and `hash` where another text is there by now, which is
 * left; `run.draftBeside`; `root.outside` where it names a file that the user may not name
 */
export async function saveDraft(halley: Halley, run: RunRow, { text, basedOn }: DraftChange): Promise<Result<{ readonly hash: string }>> {
  const { store, user } = halley
  const denied = await rightFault(halley, 'edit', run.id)
  if (denied) return failure(denied)
  const outside = await outsideFault(halley, run.name, text)
  if (outside) return failure(outside)
  const found = await draftInUse(halley, run)
  if (!found.ok && found.fault.code === 'run.draftBeside') return found
  const written = await writeDraft(store, run.id, text, basedOn)
  if (!written.ok) return written.fault.code === 'run.draftChanged' ? failure(await withOther(halley, run, written.fault)) : written
  const { hash } = written.value
  const at = halley.now().toISOString()
  const event = { at, actorId: user.id, action: 'configurationSaved', subjectKind: 'run', subjectId: run.id }
  const kept = await settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      await keepConfiguration(transaction, text, at)
      if (hash !== basedOn) await recordAudit(transaction, { ...event, details: { from: basedOn, to: hash } })
    }),
  )
  return kept.ok ? success({ hash }) : kept
}
