import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'

const timeoutMs = 8_000
/** A reply larger than this is none to what was asked. */
const mostBytes = 2_000_000
const keptMs = 24 * 3_600_000
const mostKept = 500

interface Kept {
  readonly text: string
  readonly untilMs: number
}

const kept = new Map<string, Kept>()

function away(service: string, reason: string): Fault {
  return makeFault('outside.away', `${service}: expected an answer, found ${reason}.`, {
    hint: 'Try again later; nothing else depends on it.',
    retryable: true,
    data: { service },
  })
}

async function textOf(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > mostBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `none within ${timeoutMs / 1000} s`
  return error instanceof Error ? error.message : String(error)
}

function keep(address: string, text: string): void {
  const [oldest] = kept.keys()
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest)
  kept.set(address, { text, untilMs: Date.now() + keptMs })
}

/**
 * What a service on the internet answers to a request, as text: kept for a day in this process, so that a page that is
 * looked at again does not ask again.
 *
 * @returns `outside.away` where it does not answer in time, with an error, or with too much
 */
export async function askOutside(service: string, address: string): Promise<Result<string>> {
  const known = kept.get(address)
  if (known && known.untilMs > Date.now()) return success(known.text)
  try {
    const response = await fetch(address, {
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'follow',
      headers: { 'user-agent': 'Halley' },
    })
    if (!response.ok) return failure(away(service, `status ${response.status}`))
    const text = await textOf(response)
    if (text === null) return failure(away(service, 'more than was asked for'))
    keep(address, text)
    return success(text)
  } catch (error) {
    return failure(away(service, reasonOf(error)))
  }
}
