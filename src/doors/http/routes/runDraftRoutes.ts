import type { runDraftEndpoints } from '../../../app/contract/api/runDraft.ts'
import type { Routes } from '../routes.ts'

export const runDraftRoutes: Routes<typeof runDraftEndpoints> = {}
