import { z } from 'zod'
import { newSavedQuerySchema, savedQuerySchema } from '../savedQuery.ts'
import { endpoints } from './endpoint.ts'

const common = { tag: 'Sources', access: 'signedIn' } as const
const params = z.object({ query: z.uuid().describe('Id of a saved query') })

export const savedQueriesEndpoints = endpoints({
  listSavedQueries: {
    ...common,
    method: 'GET',
    path: '/api/queries',
    summary: 'Your saved queries and those that are shared with your projects, by name',
    reply: z.object({ queries: z.array(savedQuerySchema) }),
  },
  saveQuery: {
    ...common,
    method: 'POST',
    path: '/api/queries',
    summary: 'Keep a source query under a name',
    body: newSavedQuerySchema,
    status: 201,
    reply: savedQuerySchema,
  },
  changeSavedQuery: {
    ...common,
    method: 'PUT',
    path: '/api/queries/:query',
    summary: 'Change a saved query of your own',
    params,
    body: newSavedQuerySchema,
    reply: savedQuerySchema,
  },
  deleteSavedQuery: {
    ...common,
    method: 'DELETE',
    path: '/api/queries/:query',
    summary: 'Forget a saved query of your own',
    params,
    reply: z.object({ id: z.string() }),
  },
})
