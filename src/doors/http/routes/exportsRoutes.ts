import type { exportsEndpoints } from '../../../app/contract/api/exports.ts'
import type { Routes } from '../routes.ts'

export const exportsRoutes: Routes<typeof exportsEndpoints> = {}
