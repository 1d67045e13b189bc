import type { Result } from '../../fault/fault.ts'
import type { Item } from '../../lifecycle/state.ts'
import type { Halley } from '../halley.ts'
import { findItem } from './findItem.ts'

/** Does something to a live item that a user names, of any kind. @returns the faults of finding it, or what was done */
export async function withItem<T>(halley: Halley, nameOrId: string, work: (item: Item) => Promise<Result<T>>): Promise<Result<T>> {
  const found = await findItem(halley, null, nameOrId)
  return found.ok ? work(found.value) : found
}
