import type { runContentsEndpoints } from '../../../app/contract/api/runContents.ts'
import type { Routes } from '../routes.ts'

export const runContentsRoutes: Routes<typeof runContentsEndpoints> = {}
