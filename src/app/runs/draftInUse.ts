import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, makeFault } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { readDraft, type Draft } from '../../store/runFolder.ts'
import { healViewOf } from '../../store/views/healViews.ts'
import type { Halley } from '../halley.ts'

/** Where a person finds the draft of a run. */
export function draftPath(halley: Halley, run: Pick<RunRow, 'name'>): string {
  return join(halley.store.paths.views, run.name, 'config.yaml')
}

/** What an editor has put in the place of the link to the draft, so that the draft itself has none of the edits. */
async function editsBeside(halley: Halley, run: RunRow, draft: string): Promise<boolean> {
  const shown = draftPath(halley, run)
  const blocked = await healViewOf(halley.store, run.id)
  return blocked.includes(shown) && (await readFile(shown, 'utf8').catch(() => draft)) !== draft
}

/**
 * The draft of a run, as the user sees it under `runs/`.
 *
 * @returns `run.draftBeside` where another text stands in the place of its link: `sed -i` and editors that write a new
 *   file have left one
 */
export async function draftInUse(halley: Halley, run: RunRow): Promise<Result<Draft>> {
  const draft = await readDraft(halley.store, run.id)
  if (!draft.ok || !(await editsBeside(halley, run, draft.value.text))) return draft
  const shown = draftPath(halley, run)
  return failure(
    makeFault('run.draftBeside', `${shown}: expected the link to the configuration of run ${run.name}, found a file with another text.`, {
      hint: `An editor has put it in place of the link. To use it: mv '${shown}' '${halley.store.paths.draft(run.id)}'. To drop it: rm '${shown}'.`,
      data: { run: run.id, path: shown },
    }),
  )
}
