import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { findRun as findRunById } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'

/** The live run of a name or an id, if the user may read it; a refusal names the nearest one that they may. */
export async function findRun(halley: Halley, name: string): Promise<Result<RunRow>> {
  const item = await findItem(halley, 'run', name)
  if (!item.ok) return item
  const run = await findRunById(halley.store.catalogue, item.value.id)
  if (!run) throw new Error(`Run ${item.value.id} was found and is not there`)
  return success(run)
}
