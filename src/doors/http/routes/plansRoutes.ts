import type { plansEndpoints } from '../../../app/contract/api/plans.ts'
import type { Routes } from '../routes.ts'

export const plansRoutes: Routes<typeof plansEndpoints> = {}
