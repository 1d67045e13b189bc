import type { eventsEndpoints } from '../../../app/contract/api/events.ts'
import type { Routes } from '../routes.ts'

export const eventsRoutes: Routes<typeof eventsEndpoints> = {}
