import type { deletedEndpoints } from '../../../app/contract/api/deleted.ts'
import type { Routes } from '../routes.ts'

export const deletedRoutes: Routes<typeof deletedEndpoints> = {}
