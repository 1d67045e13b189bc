import type { samplesEndpoints } from '../../../app/contract/api/samples.ts'
import type { Routes } from '../routes.ts'

export const samplesRoutes: Routes<typeof samplesEndpoints> = {}
