import type { operationsEndpoints } from '../../../app/contract/api/operations.ts'
import type { Routes } from '../routes.ts'

export const operationsRoutes: Routes<typeof operationsEndpoints> = {}
