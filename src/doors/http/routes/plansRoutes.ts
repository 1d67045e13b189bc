import type { plansEndpoints } from '../../../app/contract/api/plans.ts'
import { whatToLeave } from '../../../app/items/leaveItem.ts'
import { liveIds } from '../../../app/items/liveIds.ts'
import { withItem } from '../../../app/items/withItem.ts'
import { planPurge } from '../../../app/trash/planPurge.ts'
import { previewTrash } from '../../../app/trash/previewTrash.ts'
import { showPlan } from '../../../app/trash/showPlan.ts'
import { trashOwner } from '../../../app/trash/trashOwner.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

export const plansRoutes: Routes<typeof plansEndpoints> = {
  planTrash: async ({ halley, body }) => {
    const companionIds = await liveIds(halley, null, body.companionIds)
    return companionIds.ok ? previewTrash(halley, body.itemIds, companionIds.value) : companionIds
  },
  planClear: async ({ halley, body }) => {
    const runIds = await liveIds(halley, 'run', body.runs)
    return runIds.ok ? showPlan(halley, { act: 'clear', runIds: runIds.value }) : runIds
  },
  planPurge: ({ halley, body }) => planPurge(halley, body.entryIds),
  planEmpty: async ({ halley, body }) => {
    const owner = await trashOwner(halley, body.owner)
    return owner.ok ? showPlan(halley, { act: 'empty', ownerId: owner.value.id }) : owner
  },
  planLeave: ({ halley, params }) =>
    withItem(halley, params.item, async (item) => {
      const leave = await whatToLeave(halley, item)
      const { id, kind, name } = item
      return leave.ok ? success({ item: { id, kind, name }, leave: leave.value }) : leave
    }),
}
