import type { analysesEndpoints } from '../../../app/contract/api/analyses.ts'
import type { Routes } from '../routes.ts'

export const analysesRoutes: Routes<typeof analysesEndpoints> = {}
