import type { Api, CallName } from '../../app/contract/api/api.ts'
import { api } from '../../app/contract/api/api.ts'
import type { Endpoint, ReplyOf, Sent } from '../../app/contract/api/endpoint.ts'
import type { FaultReply } from '../../app/contract/api/faultReply.ts'
import { ApiFault, serverAway } from './apiFault.ts'

type Given<E extends Endpoint, Name extends 'params' | 'query' | 'body'> =
  undefined extends Sent<E, Name> ? { readonly [Key in Name]?: Sent<E, Name> } : { readonly [Key in Name]: Sent<E, Name> }

/** What a call has to be given: the parameters of its path, its query, its body. */
export type Arguments<Name extends CallName> = Given<Api[Name], 'params'> &
  Given<Api[Name], 'query'> &
  Given<Api[Name], 'body'> & {
    /** Sent again with the same key it is done once, and answered as the first time. */
    readonly key?: string
  }

type Plain = Readonly<Record<string, unknown>>

/** The address of a call, also for links and downloads. */
export function addressOf<Name extends CallName>(name: Name, given: Omit<Arguments<Name>, 'body' | 'key'>): string {
  const { params = {}, query = {} } = given as { params?: Plain; query?: Plain }
  const path = (api[name] as Endpoint).path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params[key])))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) if (each !== undefined && each !== null) search.append(key, String(each))
  }
  return search.size > 0 ? `${path}?${search}` : path
}

function headersOf(body: unknown, key: string | undefined): Record<string, string> {
  return { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(key === undefined ? {} : { 'idempotency-key': key }) }
}

/** What a response that is no success refuses; null and other than of the API: the server is away. */
export async function faultOf(response: Response | null): Promise<ApiFault> {
  const reply: unknown = response?.headers.get('content-type')?.includes('json') ? await response.json() : null
  if (response && reply && typeof reply === 'object' && 'error' in reply) return new ApiFault(response.status, reply as FaultReply)
  return serverAway()
}

async function replyOf(response: Response): Promise<unknown> {
  if (!response.ok) throw await faultOf(response)
  return response.headers.get('content-type')?.includes('json') ? response.json() : null
}

/**
 * Calls the API by the name of an endpoint.
 *
 * @throws ApiFault with what the server refused, or that it does not answer
 */
export async function callApi<Name extends CallName>(
  name: Name,
  given: Arguments<Name>,
  signal?: AbortSignal,
): Promise<ReplyOf<Api[Name]>> {
  const { body, key } = given as { body?: unknown; key?: string }
  const response = await fetch(addressOf(name, given), {
    method: api[name].method,
    ...(signal ? { signal } : {}),
    headers: headersOf(body, key),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw signal?.aborted ? error : serverAway()
  })
  return (await replyOf(response)) as ReplyOf<Api[Name]>
}
