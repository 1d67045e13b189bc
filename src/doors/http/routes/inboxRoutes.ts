import type { inboxEndpoints } from '../../../app/contract/api/inbox.ts'
import type { Routes } from '../routes.ts'

export const inboxRoutes: Routes<typeof inboxEndpoints> = {}
