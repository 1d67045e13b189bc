import { z } from 'zod'
import { operationViewSchema } from '../operation.ts'
import { endpoints } from './endpoint.ts'

const operationParams = z.object({
  operation: z.string().describe('Id of an operation, its first eight characters, or the name of a run: what holds it, or was last on it'),
})

export const operationsEndpoints = endpoints({
  listOperations: {
    method: 'GET',
    path: '/api/operations',
    summary: 'Work that waits or goes on, oldest first, then the last that ended',
    description: 'Long work replies 202 with its operation. Follow it here, or with the events of `GET /api/events`.',
    tag: 'Operations',
    access: 'signedIn',
    query: z.object({ ended: z.coerce.number().int().min(0).max(200).default(10).describe('How many that ended') }),
    reply: z.object({ operations: z.array(operationViewSchema) }),
  },
  showOperation: {
    method: 'GET',
    path: '/api/operations/:operation',
    summary: 'One operation: how far it is, why it waits, what came of it',
    tag: 'Operations',
    access: 'signedIn',
    params: operationParams,
    reply: operationViewSchema,
  },
  cancelOperation: {
    method: 'POST',
    path: '/api/operations/:operation/cancel',
    summary: 'Cancel work that waits or goes on',
    description: 'It ends at once and publishes nothing. A purge only goes forward: `operation.onlyForward`.',
    tag: 'Operations',
    access: 'signedIn',
    params: operationParams,
    reply: operationViewSchema,
  },
})
