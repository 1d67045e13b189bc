import { z } from 'zod'
import { runStatusSchema } from '../runStatus.ts'
import { endpoints } from './endpoint.ts'

export const runParams = z.object({ run: z.string().describe('Name or id of a run') })

export const runEndpoints = endpoints({
  listRuns: {
    method: 'GET',
    path: '/api/runs',
    summary: 'The runs that you may see, newest change first',
    tag: 'Runs',
    access: 'signedIn',
    reply: z.object({ runs: z.array(runStatusSchema) }),
  },
  showRun: {
    method: 'GET',
    path: '/api/runs/:run',
    summary: 'One run: what it is doing, its counts, what you may do to it',
    tag: 'Runs',
    access: 'signedIn',
    params: runParams,
    reply: runStatusSchema,
  },
})
