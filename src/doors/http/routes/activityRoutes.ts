import { listActivity } from '../../../app/audit/listActivity.ts'
import { showSeal } from '../../../app/audit/sealOfHistory.ts'
import type { activityEndpoints } from '../../../app/contract/api/activity.ts'
import type { Routes } from '../routes.ts'

export const activityRoutes: Routes<typeof activityEndpoints> = {
  listActivity: ({ halley, query }) => listActivity(halley, query),
  showSeal: ({ halley }) => showSeal(halley),
}
