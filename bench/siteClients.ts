// Many people at the site at once: each follows what changes, and looks at one list after the other.
import { setTimeout as sleep } from 'node:timers/promises'

export interface ClientsOptions {
  readonly address: string
  /** The session of each client, as a Cookie header. */
  readonly cookies: readonly string[]
  /** Which lists they look at, in turn. */
  readonly paths: readonly string[]
  readonly isOver: () => boolean
  /** How long each looks at a list before it asks for the next. */
  readonly pauseMs: number
}

export interface ClientsReport {
  /** How long each answer took, shortest first. */
  readonly tookMs: readonly number[]
  /** What went wrong, in words. */
  readonly errors: readonly string[]
  /** Bytes of events that came, over all clients. */
  readonly eventBytes: number
}

async function follow(address: string, cookie: string, signal: AbortSignal, errors: string[]): Promise<number> {
  let bytes = 0
  try {
    const response = await fetch(`${address}/api/events`, { headers: { cookie }, signal })
    if (!response.ok || !response.body) errors.push(`events: status ${response.status}`)
    else for await (const part of response.body) bytes += part.length
    if (!signal.aborted) errors.push('events: the stream ended')
  } catch (error) {
    if (!signal.aborted) errors.push(`events: ${String(error)}`)
  }
  return bytes
}

async function look(options: ClientsOptions, cookie: string, first: number, took: number[], errors: string[]): Promise<void> {
  const { address, paths, isOver, pauseMs } = options
  // They have not all come at the same moment.
  await sleep(Math.random() * pauseMs)
  for (let turn = first; !isOver(); turn++) {
    const path = paths[turn % paths.length] ?? '/api/runs'
    const begun = performance.now()
    try {
      const response = await fetch(`${address}${path}`, { headers: { cookie } })
      const text = await response.text()
      if (response.ok) took.push(performance.now() - begun)
      else errors.push(`${path}: status ${response.status} ${text.slice(0, 200)}`)
    } catch (error) {
      errors.push(`${path}: ${String(error)}`)
    }
    await sleep(pauseMs)
  }
}

/** Lets the clients work until it is over. */
export async function askAsClients(options: ClientsOptions): Promise<ClientsReport> {
  const [tookMs, errors] = [[] as number[], [] as string[]]
  const leaving = new AbortController()
  const streams = options.cookies.map((cookie) => follow(options.address, cookie, leaving.signal, errors))
  await Promise.all(options.cookies.map((cookie, client) => look(options, cookie, client, tookMs, errors)))
  leaving.abort()
  const bytes = await Promise.all(streams)
  return { tookMs: tookMs.toSorted((a, b) => a - b), errors, eventBytes: bytes.reduce((sum, each) => sum + each, 0) }
}

/** The value below which that part of the sorted values lies; NaN of none. */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN
}
