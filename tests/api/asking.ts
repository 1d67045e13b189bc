// Calls by their names in the contract, as a browser of somebody makes them.
import { api, type Api, type CallName } from '../../src/app/contract/api/api.ts'
import type { Endpoint, ReplyOf } from '../../src/app/contract/api/endpoint.ts'
import type { FaultReply } from '../../src/app/contract/api/faultReply.ts'
import type { Halley } from '../../src/app/halley.ts'
import type { Listening } from './listening.ts'

interface Given {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
  /** Of the request, so that sending it again does nothing. */
  readonly key?: string
}

export interface Answered<Name extends CallName> {
  readonly status: number
  /** What came back. @throws where it was refused */
  value(): ReplyOf<Api[Name]>
  /** Why it was refused. @throws where it was not */
  fault(): FaultReply['error']
}

export type Asking = <Name extends CallName>(name: Name, given?: Given) => Promise<Answered<Name>>

/** What a user asks in a browser in which they are signed in. */
export async function askingAs(server: Pick<Listening, 'address' | 'signIn'>, user: Halley): Promise<Asking> {
  const cookie = await server.signIn(user)
  return async (name, { params = {}, query = {}, body, key } = {}) => {
    const { path, method } = api[name] as Endpoint
    const address = new URL(
      path.replaceAll(/:(\w+)/g, (_, part: string) => encodeURIComponent(params[part] ?? '')),
      server.address,
    )
    for (const [part, value] of Object.entries(query)) address.searchParams.set(part, value)
    const headers = {
      cookie,
      origin: server.address,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    }
    const response = await fetch(address, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    const answer: unknown = await response.json()
    const said = `${name}: ${response.status} ${JSON.stringify(answer)}`
    return {
      status: response.status,
      value() {
        if (!response.ok) throw new Error(said)
        return answer as never
      },
      fault() {
        if (response.ok) throw new Error(said)
        return (answer as FaultReply).error
      },
    }
  }
}
