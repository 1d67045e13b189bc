import type { versionsEndpoints } from '../../../app/contract/api/versions.ts'
import type { Routes } from '../routes.ts'

export const versionsRoutes: Routes<typeof versionsEndpoints> = {}
