import { Worker } from 'node:worker_threads'
import { unlink } from 'node:fs/promises'
import type { UnlinkReply } from './unlinkQuietly.ts'

interface Waiting {
  readonly entry: Buffer
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/**
 * Unlinks files in a thread that gives way to all others that want the processor: the system frees the pages and the blocks of
 * a large file within the call, which takes tens of milliseconds a file that reads would have to wait for. It starts with
 * the first file. Where it cannot, or ends, the files are unlinked by the threads of the process as others are.
 */
export class QuietThread {
  #thread: Worker | undefined
  #isLost = false
  readonly #waiting = new Map<number, Waiting>()
  #nextTicket = 0

  /** Fails as `unlink` of `node:fs` does. */
  unlink(entry: Buffer): Promise<void> {
    if (this.#isLost) return unlink(entry)
    return new Promise((resolve, reject) => {
      const ticket = this.#nextTicket++
      this.#waiting.set(ticket, { entry, resolve, reject })
      this.#thread ??= this.#start()
      this.#thread.postMessage({ ticket, entry }, [])
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread?.terminate()
  }

  #start(): Worker {
    const thread = new Worker(new URL('./unlinkQuietly.ts', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: 2 } })
    thread.on('message', (reply: UnlinkReply) => this.#settle(reply))
    thread.on('error', () => this.#lose())
    thread.on('exit', () => this.#lose())
    return thread
  }

  #settle({ ticket, refusal }: UnlinkReply): void {
    const waiting = this.#waiting.get(ticket)
    this.#waiting.delete(ticket)
    if (refusal === null) waiting?.resolve()
    else waiting?.reject(Object.assign(new Error(refusal.message), refusal))
  }

  /** What it was at may be gone: that is no failure of a removal. */
  #lose(): void {
    this.#isLost = true
    const left = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { entry, resolve, reject } of left) unlink(entry).then(resolve, reject)
  }
}
