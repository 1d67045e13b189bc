import type { trashEndpoints } from '../../../app/contract/api/trash.ts'
import type { Routes } from '../routes.ts'

export const trashRoutes: Routes<typeof trashEndpoints> = {}
