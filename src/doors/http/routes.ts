import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint, Endpoints, Received, ReplyOf } from '../../app/contract/api/endpoint.ts'
import type { Halley } from '../../app/halley.ts'
import type { LiveFeed } from '../../app/live/liveFeed.ts'
import type { Result } from '../../fault/fault.ts'
import type { HalleyServer } from './httpServer.ts'

/** What kind of server this is: `laptop` for the one user who started it, `server` for accounts. */
export type ServerMode = 'laptop' | 'server'

/** A request that was let in and understood. */
export interface Call<E extends Endpoint> {
  /** Acts as who asked. */
  readonly halley: Halley
  readonly mode: ServerMode
  readonly server: HalleyServer
  /** The session of a browser; null for a token. */
  readonly sessionId: string | null
  /** What tells browsers what changes. */
  readonly live: LiveFeed
  /** Whether who asked would still be let in. */
  readonly isLetIn: () => Promise<boolean>
  readonly params: Received<E, 'params'>
  readonly query: Received<E, 'query'>
  readonly body: Received<E, 'body'>
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Answers one endpoint: calls one use case. A refusal becomes its status by the kind of its code. */
export type Route<E extends Endpoint> = (call: Call<E>) => Promise<Result<ReplyOf<E>>> | Result<ReplyOf<E>>

/** A route for each endpoint of a group. */
export type Routes<Group extends Endpoints> = { readonly [Name in keyof Group]: Route<Group[Name]> }
