import type { peopleEndpoints } from '../../../app/contract/api/people.ts'
import type { Routes } from '../routes.ts'

export const peopleRoutes: Routes<typeof peopleEndpoints> = {}
