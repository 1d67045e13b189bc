import { z } from 'zod'
import { endpoints } from './endpoint.ts'

export const eventsEndpoints = endpoints({
  followEvents: {
    method: 'GET',
    path: '/api/events',
    summary: 'What changes, as server-sent events',
    description: [
      'A stream (`text/event-stream`) that goes on for as long as you listen, of what you may see, whoever changed it:',
      '',
      '- `ready`: the first. What is read from now on is kept up to date.',
      '- `operation`: an operation as `GET /api/operations/:operation` gives it, each time it changes; at first each that is not done.',
      '- `changed`: items, or lists of a kind, that are to be read again.',
      '- `notice`: how many notices you have not read.',
      '- `reset`: what you missed is not known any more: read everything again.',
      '',
      'Who comes back with the last id, as `Last-Event-ID` or `after`, is told what they missed.',
    ].join('\n'),
    tag: 'Events',
    access: 'signedIn',
    query: z.object({
      after: z.string().max(100).optional().describe('The id of the last event that you have, where no header can say it'),
    }),
    reply: null,
    produces: 'text/event-stream',
  },
})
