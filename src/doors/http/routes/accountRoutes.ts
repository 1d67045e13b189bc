import type { accountEndpoints } from '../../../app/contract/api/account.ts'
import type { Routes } from '../routes.ts'

export const accountRoutes: Routes<typeof accountEndpoints> = {}
