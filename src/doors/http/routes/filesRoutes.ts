import type { filesEndpoints } from '../../../app/contract/api/files.ts'
import type { Routes } from '../routes.ts'

export const filesRoutes: Routes<typeof filesEndpoints> = {}
