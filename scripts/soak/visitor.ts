// Looks at the site of the store all the time, as browsers and a monitoring system do.
import { setTimeout as sleep } from 'node:timers/promises'

const paths = ['/health', '/ready', '/metrics', '/api/home', '/api/runs', '/api/trash', '/api/samples', '/api/operations'] as const

/** What the server may answer while something goes wrong around it; never that it met a bug. */
const awayStatuses: readonly number[] = [503, 507]
const PATIENCE_MS = 30_000

export interface VisitorOrder {
  readonly port: number
  readonly token: string
  /** Whether something goes wrong now, or did shortly before. */
  readonly isDisturbed: () => boolean
  readonly onViolation: (words: string) => void
}

export class Visitor {
  /** How many answers of each status there were. */
  readonly counts = new Map<string, number>()
  readonly #order: VisitorOrder
  #isEnding = false

  constructor(order: VisitorOrder) {
    this.#order = order
  }

  /** Asks for one page after the other until it is told to end. */
  async visit(): Promise<void> {
    for (let visits = 0; !this.#isEnding; visits++) {
      await this.#ask(paths[visits % paths.length] ?? '/health')
      await sleep(250)
    }
  }

  end(): void {
    this.#isEnding = true
  }

  async #statusOf(path: string): Promise<number | string> {
    const { port, token } = this.#order
    try {
      const headers = { authorization: `Bearer ${token}` }
      const reply = await fetch(`http://127.0.0.1:${port}${path}`, { headers, signal: AbortSignal.timeout(PATIENCE_MS) })
      await reply.arrayBuffer()
      return reply.status
    } catch (error) {
      return error instanceof Error ? error.name : String(error)
    }
  }

  async #ask(path: string): Promise<void> {
    const wasDisturbed = this.#order.isDisturbed()
    const status = await this.#statusOf(path)
    this.counts.set(String(status), (this.counts.get(String(status)) ?? 0) + 1)
    if (status === 200 || this.#isEnding) return
    const mayBeAway = wasDisturbed || this.#order.isDisturbed()
    if (mayBeAway && (typeof status === 'string' || awayStatuses.includes(status))) return
    this.#order.onViolation(`the server answered ${status} to ${path}`)
  }
}
