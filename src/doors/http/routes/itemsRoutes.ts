import type { itemsEndpoints } from '../../../app/contract/api/items.ts'
import type { Routes } from '../routes.ts'

export const itemsRoutes: Routes<typeof itemsEndpoints> = {}
