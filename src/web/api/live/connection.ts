import { liveEventSchemas, type LiveEvent, type LiveEventName } from '../../../app/contract/live.ts'

/** `away`: the server does not answer, it is tried again. */
export type ConnectionState = 'connecting' | 'live' | 'away'

/** A page that nobody looks at lets go of its connection after this long: browsers have few for one server. */
const hiddenMs = 20_000

const firstPauseMs = 1_000
const mostPauseMs = 15_000

const names = Object.keys(liveEventSchemas) as readonly LiveEventName[]

interface Handlers {
  readonly onEvent: (event: LiveEvent) => void
  readonly onState: (state: ConnectionState) => void
}

/** The one stream of events of this page. It comes back by itself, and asks for what it missed. */
export class Connection {
  readonly #handlers: Handlers
  #source: EventSource | undefined
  #place = ''
  #pauseMs = firstPauseMs
  #retry: ReturnType<typeof setTimeout> | undefined
  #letGo: ReturnType<typeof setTimeout> | undefined

  constructor(handlers: Handlers) {
    this.#handlers = handlers
  }

  start(): void {
    document.addEventListener('visibilitychange', this.#onVisibility)
    this.#open()
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility)
    clearTimeout(this.#letGo)
    this.#close()
  }

  readonly #onVisibility = () => {
    clearTimeout(this.#letGo)
    if (document.visibilityState === 'hidden') this.#letGo = setTimeout(() => this.#close(), hiddenMs)
    else if (!this.#source) this.#open()
  }

  #close(): void {
    clearTimeout(this.#retry)
    this.#source?.close()
    this.#source = undefined
  }

  #open(): void {
    this.#close()
    const source = new EventSource(this.#place === '' ? '/api/events' : `/api/events?after=${encodeURIComponent(this.#place)}`)
    this.#source = source
    for (const name of names) source.addEventListener(name, (message) => this.#take(name, message))
    source.addEventListener('error', () => this.#fail(source))
  }

  #take(name: LiveEventName, { data, lastEventId }: MessageEvent<string>): void {
    if (lastEventId !== '') this.#place = lastEventId
    if (name === 'ready' || name === 'reset') {
      this.#pauseMs = firstPauseMs
      this.#handlers.onState('live')
    }
    this.#handlers.onEvent({ name, data: JSON.parse(data) })
  }

  /** What the browser does not try again by itself is tried here, after longer and longer pauses. */
  #fail(source: EventSource): void {
    if (source !== this.#source) return
    this.#handlers.onState('away')
    if (source.readyState !== EventSource.CLOSED) return
    this.#retry = setTimeout(() => this.#open(), this.#pauseMs)
    this.#pauseMs = Math.min(2 * this.#pauseMs, mostPauseMs)
  }
}
