import { z } from 'zod'
import { logPartBytes, logPartSchema, runLogSchema } from '../runLog.ts'
import { endpoints } from './endpoint.ts'
import { runParams } from './runs.ts'

const common = { tag: 'Logs', access: 'signedIn', method: 'GET' } as const
const logParams = runParams.extend({ log: z.string().describe('Name of one of its logs') })

export const runLogsEndpoints = endpoints({
  listLogs: {
    ...common,
    path: '/api/runs/:run/logs',
    summary: 'The logs of a run, newest first',
    params: runParams,
    reply: z.object({ logs: z.array(runLogSchema) }),
  },
  readLog: {
    ...common,
    path: '/api/runs/:run/logs/:log',
    summary: 'A stretch of a log',
    description: `At most ${logPartBytes} bytes, from the start of a line. Without \`from\` and \`before\`: the end of it.`,
    params: logParams,
    query: z.object({
      from: z.coerce.number().int().min(0).optional().describe('Read on from this byte'),
      before: z.coerce.number().int().min(0).optional().describe('Read what ends at this byte'),
    }),
    reply: logPartSchema,
  },
  downloadLog: {
    ...common,
    path: '/api/runs/:run/logs/:log/file',
    summary: 'A log as a file',
    params: logParams,
    reply: null,
    produces: 'text/plain',
  },
})
