import type { homeEndpoints } from '../../../app/contract/api/home.ts'
import type { Routes } from '../routes.ts'

export const homeRoutes: Routes<typeof homeEndpoints> = {}
