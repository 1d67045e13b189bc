import type { itemsEndpoints } from '../../../app/contract/api/items.ts'
import { describeItem } from '../../../app/items/describeItem.ts'
import { moveNamedItems } from '../../../app/items/moveItems.ts'
import { renameItem } from '../../../app/items/renameItem.ts'
import { shareItem, transferItem, unshareItem } from '../../../app/items/shareItem.ts'
import { showItem } from '../../../app/items/showItem.ts'
import { withItem } from '../../../app/items/withItem.ts'
import type { Result } from '../../../fault/fault.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

function asUser(result: Result<string>): Result<{ readonly user: string }> {
  return result.ok ? success({ user: result.value }) : result
}

export const itemsRoutes: Routes<typeof itemsEndpoints> = {
  showItem: ({ halley, params, query }) => showItem(halley, query.kind ?? null, params.item),
  renameItem: ({ halley, params, body }) =>
    withItem(halley, params.item, async (item) => {
      const renamed = await renameItem(halley, item, body.name)
      return renamed.ok ? success({ name: renamed.value }) : renamed
    }),
  describeItem: ({ halley, params, body }) =>
    withItem(halley, params.item, async ({ id }) => {
      const described = await describeItem(halley, id, body.description)
      return described.ok ? success({ description: described.value }) : described
    }),
  moveItems: ({ halley, body }) => moveNamedItems(halley, body.items, body.project),
  shareItem: ({ halley, params, body }) =>
    withItem(halley, params.item, async ({ id }) => asUser(await shareItem(halley, id, params.user, body.role))),
  unshareItem: ({ halley, params }) => withItem(halley, params.item, async ({ id }) => asUser(await unshareItem(halley, id, params.user))),
  transferItem: ({ halley, params, body }) =>
    withItem(halley, params.item, async ({ id }) => asUser(await transferItem(halley, id, body.user))),
}
