import type { processingEndpoints } from '../../../app/contract/api/processing.ts'
import type { Routes } from '../routes.ts'

export const processingRoutes: Routes<typeof processingEndpoints> = {}
