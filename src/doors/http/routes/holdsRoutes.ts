import type { holdsEndpoints } from '../../../app/contract/api/holds.ts'
import { addHold, listHolds, releaseHolds } from '../../../app/trash/holds.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

export const holdsRoutes: Routes<typeof holdsEndpoints> = {
  listHolds: async ({ halley, query }) => {
    const holds = await listHolds(halley)
    return success({ holds: query.item === undefined ? holds : holds.filter(({ itemId }) => itemId === query.item) })
  },
  addHold: async ({ halley, body }) => {
    const held = await addHold(halley, body)
    return held.ok ? success({ holdId: held.value }) : held
  },
  liftHold: async ({ halley, params }) => {
    const lifted = await releaseHolds(halley, { kind: null, name: params.hold })
    return lifted.ok ? success({ holdIds: lifted.value }) : lifted
  },
}
