import { success, type Result } from '../../fault/fault.ts'
import type { Item } from '../../lifecycle/state.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import type { Share } from '../contract/item.ts'
import type { Halley } from '../halley.ts'

/** Whom an item that the user may read is shared with, by name: the members of a project, the readers of anything else. */
export async function sharesOfItem({ store }: Halley, item: Item): Promise<Result<readonly Share[]>> {
  const roles = item.kind === 'project' ? item.members : new Map(item.grantees.map((id) => [id, 'viewer' as const]))
  const names = await userNames(store.catalogue, [...roles.keys()])
  const shares = [...roles].map(([id, role]) => ({ user: names.get(id) ?? id, role }))
  return success(shares.toSorted((a, b) => (a.user < b.user ? -1 : 1)))
}
