import { Readable } from 'node:stream'
import type { LiveEvent } from '../../../app/contract/live.ts'

/** How often something is sent where nothing happens: proxies end what is silent. */
const BEAT_MS = 15_000

/** What waits for a client that does not read: then its stream ends, and it comes back for what it missed. */
const mostBytes = 4_000_000

const texts = new WeakMap<LiveEvent, string>()

/** An event is told to many, and written once. */
function textOf(event: LiveEvent): string {
  const known = texts.get(event)
  if (known !== undefined) return known
  const text = `event: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`
  texts.set(event, text)
  return text
}

/** The stream of server-sent events of one client. */
export class EventStream {
  readonly readable: Readable
  readonly #beat: NodeJS.Timeout
  #place = ''
  #saidPlace = ''

  constructor() {
    this.readable = new Readable({
      read() {},
      destroy: (error, done) => {
        clearInterval(this.#beat)
        done(error)
      },
    })
    this.readable.push('retry: 2000\n\n')
    this.#beat = setInterval(() => this.#push(`: ${new Date().toISOString()}\n\n`), BEAT_MS)
  }

  send(event: LiveEvent): void {
    this.#push(textOf(event))
  }

  /** Says up to where everything was told: the client asks for what comes after, when it comes back. */
  mark(place: string): void {
    this.#place = place
    if (place !== this.#saidPlace) this.#push('')
  }

  end(): void {
    if (!this.readable.destroyed) this.readable.push(null)
    clearInterval(this.#beat)
  }

  #push(text: string): void {
    if (this.readable.destroyed || this.readable.readableEnded) return
    if (this.readable.readableLength > mostBytes) return this.end()
    const mark = text === '' && this.#place !== '' ? `id: ${this.#place}\n\n` : ''
    if (mark !== '') this.#saidPlace = this.#place
    this.readable.push(text + mark)
  }
}
