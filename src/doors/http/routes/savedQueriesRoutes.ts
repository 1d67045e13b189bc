import type { savedQueriesEndpoints } from '../../../app/contract/api/savedQueries.ts'
import { changeSavedQuery, deleteSavedQuery, listSavedQueries, saveQuery } from '../../../app/savedQueries/savedQueries.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

export const savedQueriesRoutes: Routes<typeof savedQueriesEndpoints> = {
  listSavedQueries: async ({ halley }) => success({ queries: await listSavedQueries(halley) }),
  saveQuery: ({ halley, body }) => saveQuery(halley, body),
  changeSavedQuery: ({ halley, params, body }) => changeSavedQuery(halley, params.query, body),
  deleteSavedQuery: ({ halley, params }) => deleteSavedQuery(halley, params.query),
}
