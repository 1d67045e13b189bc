import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Figures } from '../../../app/monitoring/readFigures.ts'

const requestBucketsS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Figures of one server in the text format of Prometheus: of its process, its requests, and the store as it is when asked. */
export class ServerMetrics {
  readonly #registry = new Registry()
  readonly #requests: Histogram
  readonly #streams: Gauge
  readonly #operations: Gauge
  readonly #oldestWaiting: Gauge
  readonly #workers: Gauge
  readonly #disk: Gauge

  constructor() {
    const registers = [this.#registry]
    collectDefaultMetrics({ register: this.#registry })
    this.#requests = new Histogram({
      name: 'halley_http_request_duration_seconds',
      help: 'How long answers took, by the pattern of the address.',
      labelNames: ['method', 'route', 'status'],
      buckets: requestBucketsS,
      registers,
    })
    const gauge = (name: string, help: string, labelNames: string[] = []) =>
      new Gauge({ name: `halley_${name}`, help, labelNames, registers })
    this.#streams = gauge('event_streams', 'Browsers and programs that follow what changes.')
    this.#operations = gauge('operations', 'Operations that the catalogue knows, by kind and state.', ['kind', 'state'])
    this.#oldestWaiting = gauge('oldest_waiting_seconds', 'How long the oldest operation waits that no worker has taken.')
    this.#workers = gauge('workers', 'Workers on all hosts; lost ones have said nothing since their lease ran out.', ['state'])
    this.#disk = gauge('disk_bytes', 'Of the disk that the store is on.', ['state'])
  }

  /** Takes the time of every request but those that follow events, which last for hours. */
  watch(instance: FastifyInstance): void {
    instance.addHook('onResponse', async (request, reply) => {
      const route = request.routeOptions.url ?? 'none'
      if (route === '/api/events') return
      this.#requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
    })
  }

  /** The media type of what {@link text} gives. */
  get contentType(): string {
    return this.#registry.contentType
  }

  text({ operations, oldestWaitingS, workers, disk }: Figures, streams: number): Promise<string> {
    this.#streams.set(streams)
    this.#operations.reset()
    for (const { kind, state, count } of operations) this.#operations.set({ kind, state }, count)
    this.#oldestWaiting.set(oldestWaitingS)
    for (const state of ['there', 'lost'] as const) this.#workers.set({ state }, workers[state])
    this.#disk.set({ state: 'total' }, disk.totalBytes)
    this.#disk.set({ state: 'free' }, disk.freeBytes)
    return this.#registry.metrics()
  }
}
