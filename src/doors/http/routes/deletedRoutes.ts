import type { deletedEndpoints } from '../../../app/contract/api/deleted.ts'
import { listDeleted } from '../../../app/deleted/listDeleted.ts'
import { showDeleted } from '../../../app/deleted/showDeleted.ts'
import type { Routes } from '../routes.ts'

export const deletedRoutes: Routes<typeof deletedEndpoints> = {
  listDeleted: ({ halley, query: { q, kind, limit } }) => listDeleted(halley, { text: q ?? null, kind: kind ?? null, limit }),
  showDeleted: ({ halley, params }) => showDeleted(halley, params.id),
}
