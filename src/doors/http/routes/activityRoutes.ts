import type { activityEndpoints } from '../../../app/contract/api/activity.ts'
import type { Routes } from '../routes.ts'

export const activityRoutes: Routes<typeof activityEndpoints> = {}
