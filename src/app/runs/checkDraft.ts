import { failure, success, type Result } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { diskListing } from '../../store/files/fileListing.ts'
import { validateConfig } from '../config/validate.ts'
import type { DraftReport } from '../contract/runDraft.ts'
import type { Halley } from '../halley.ts'
import { thoroughInspector } from '../inputs/inputInspector.ts'
import { rightFault } from '../items/rightFault.ts'
import { draftPath } from './draftInUse.ts'

interface DraftCheck {
  readonly text: string
  /** Look into every input file too, not only whether it is there. */
  readonly thorough: boolean
}

/** Checks a text as the configuration of a run without saving it. It tells which files are there: only who may change the run may ask. */
export async function checkDraft(halley: Halley, run: RunRow, { text, thorough }: DraftCheck): Promise<Result<DraftReport>> {
  const denied = await rightFault(halley, 'edit', run.id)
  if (denied) return failure(denied)
  const inspector = thorough ? thoroughInspector(halley.scratch) : null
  const { problems, inputs } = await validateConfig(text, draftPath(halley, run), { listing: diskListing, inspector })
  return success({ problems, images: inputs?.images.length ?? null })
}
