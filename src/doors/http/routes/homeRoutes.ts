import type { homeEndpoints } from '../../../app/contract/api/home.ts'
import { searchItems } from '../../../app/home/searchItems.ts'
import { showHome } from '../../../app/home/showHome.ts'
import type { Routes } from '../routes.ts'

export const homeRoutes: Routes<typeof homeEndpoints> = {
  showHome: ({ halley }) => showHome(halley),
  searchItems: ({ halley, query }) => searchItems(halley, query),
}
