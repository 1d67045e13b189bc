import type { eventsEndpoints } from '../../../app/contract/api/events.ts'
import { success } from '../../../fault/fault.ts'
import { followEvents } from '../events/followEvents.ts'
import type { Routes } from '../routes.ts'

export const eventsRoutes: Routes<typeof eventsEndpoints> = {
  followEvents: (call) => success(followEvents(call)),
}
