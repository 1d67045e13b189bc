import type { administrationEndpoints } from '../../../app/contract/api/administration.ts'
import type { Routes } from '../routes.ts'

export const administrationRoutes: Routes<typeof administrationEndpoints> = {}
