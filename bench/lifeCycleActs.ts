import type { Halley } from '../src/app/halley.ts'
import { moveToTrash } from '../src/app/trash/moveToTrash.ts'
import type { RunRow } from '../src/store/catalogue/schema.ts'
import { expectValue } from './detections.ts'

/** Moves a run to Trash; gives its entry there. */
export async function trash(halley: Halley, run: RunRow): Promise<string> {
  const [moved] = expectValue(await moveToTrash(halley, { itemIds: [run.id], companionIds: [], cancel: false, reason: '' }))
  if (!moved) throw new Error('Nothing was moved.')
  return moved.entryId
}
