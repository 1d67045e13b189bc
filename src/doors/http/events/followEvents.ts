import type { Readable } from 'node:stream'
import type { eventsEndpoints } from '../../../app/contract/api/events.ts'
import type { Call } from '../routes.ts'
import { EventStream } from './eventStream.ts'

/** Begins the stream of events of one client; it ends with the connection, the session, or the server. */
export function followEvents({ halley, live, isLetIn, query, request, reply }: Call<typeof eventsEndpoints.followEvents>): Readable {
  const header = request.headers['last-event-id']
  const stream = new EventStream()
  const leave = live.listen({
    user: halley.user,
    after: query.after ?? (typeof header === 'string' ? header : null),
    isLetIn,
    onEvent: (event) => stream.send(event),
    onPlace: (place) => stream.mark(place),
    onEnd: () => stream.end(),
  })
  stream.readable.once('close', leave)
  reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  return stream.readable
}
