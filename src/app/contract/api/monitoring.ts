import { z } from 'zod'
import { endpoints } from './endpoint.ts'

const tag = 'Monitoring'

/** What watches over a server asks it. */
export const monitoringEndpoints = endpoints({
  showHealth: {
    method: 'GET',
    path: '/health',
    summary: 'Whether the server answers at all',
    description:
      'For what starts a server again that does not answer. It looks at nothing else: a catalogue that is away is no reason for it.',
    tag,
    access: 'everybody',
    reply: z.object({ status: z.literal('alive') }),
  },
  showReadiness: {
    method: 'GET',
    path: '/ready',
    summary: 'Whether the server can serve: its store is there, its catalogue answers',
    description: 'For a proxy that chooses among servers; 503 with the reason where it cannot.',
    tag,
    access: 'everybody',
    mostPerMinute: 600,
    reply: z.object({ status: z.literal('ready') }),
  },
  readMetrics: {
    method: 'GET',
    path: '/metrics',
    summary: 'Figures of the server, its work and its store, for Prometheus',
    description: 'For administrators: give Prometheus a token of one as `bearer_token_file`.',
    tag,
    access: 'signedIn',
    reply: null,
    produces: 'text/plain',
  },
})
