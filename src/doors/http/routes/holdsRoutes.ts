import type { holdsEndpoints } from '../../../app/contract/api/holds.ts'
import type { Routes } from '../routes.ts'

export const holdsRoutes: Routes<typeof holdsEndpoints> = {}
