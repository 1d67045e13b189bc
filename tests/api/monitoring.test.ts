// What watches over a server is told: that it answers, that it can serve, and figures in the format of Prometheus.
import { randomUUID } from 'node:crypto'
import { renameSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createToken } from '../../src/app/people/tokens/createToken.ts'
import { enqueueOperation } from '../../src/store/catalogue/operations.ts'
import { reportWorker } from '../../src/store/catalogue/workers.ts'
import { valueOf } from '../store/exampleStore.ts'
import { openServer, type OpenServer } from './openServer.ts'
import { signedIn } from './users.ts'

const sample = /^(\w+)(?:\{([^}]*)\})? (\S+)$/

/** The samples of a scrape by their name and labels; every line is a comment or a sample. */
function samplesOf(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const [, name, labels, value] = sample.exec(line) ?? expect.fail(line)
      return [labels === undefined ? (name ?? '') : `${name}{${labels}}`, Number(value)]
    }),
  )
}

async function scrape(server: OpenServer): Promise<ReadonlyMap<string, number>> {
  const { secret } = valueOf(await createToken(server.keeper, { name: 'prometheus', scopes: ['read'], expiresDays: null }))
  const answer = await server.ask('/metrics', { headers: { authorization: `Bearer ${secret}` } })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain; version=0\.0\.4/)])
  return samplesOf(answer.text)
}

test('a server says to everybody that it is alive and ready', async () => {
  const server = await openServer()
  expect((await server.ask('/health')).body).toEqual({ status: 'alive' })
  expect((await server.ask('/ready')).body).toEqual({ status: 'ready' })
})

test('a server whose store is not there is alive and not ready, and does not say where the store is', async () => {
  const server = await openServer()
  const { home } = server.keeper.store.paths
  renameSync(home, `${home}-unmounted`)
  try {
    const answer = await server.ask('/ready')
    expect([answer.status, answer.body]).toMatchObject([503, { error: { code: 'serve.notReady', retryable: true } }])
    expect(answer.text).toContain('store.missing')
    expect(answer.text).not.toContain(home)
    expect((await server.ask('/health')).status).toBe(200)
  } finally {
    renameSync(`${home}-unmounted`, home)
  }
  expect((await server.ask('/ready')).status).toBe(200)
})

test('metrics are for administrators, also by a token that may only read', async () => {
  const server = await openServer()
  const maria = await signedIn(server, 'maria')
  expect((await server.ask('/metrics')).status).toBe(401)
  expect((await maria.ask('/metrics')).status).toBe(403)
  expect((await scrape(server)).get('process_cpu_user_seconds_total')).toBeGreaterThan(0)
})

test('metrics count what waits, who works and what was answered', async () => {
  const server = await openServer()
  const { store, user } = server.keeper
  const [createdAt, leaseUntil] = [new Date(Date.now() - 90_000).toISOString(), new Date(Date.now() + 60_000).toISOString()]
  const everything = { queues: null, concurrency: 1, threads: 1, job: null }
  await enqueueOperation(store.catalogue, { id: randomUUID(), kind: 'export', runId: null, actorId: user.id, createdAt })
  await reportWorker(store.catalogue, { name: 'elsewhere:1:1', ...everything, startedAt: createdAt, leaseUntil })
  await reportWorker(store.catalogue, { name: 'elsewhere:2:1', ...everything, startedAt: createdAt, leaseUntil: createdAt })
  await server.ask('/ready')
  await server.ask('/api/runs')
  const samples = await scrape(server)
  expect(samples.get('halley_operations{kind="export",state="queued"}')).toBe(1)
  expect(samples.get('halley_oldest_waiting_seconds')).toBeGreaterThanOrEqual(90)
  expect([samples.get('halley_workers{state="there"}'), samples.get('halley_workers{state="lost"}')]).toEqual([1, 1])
  expect(samples.get('halley_event_streams')).toBe(0)
  expect(samples.get('halley_disk_bytes{state="free"}')).toBeGreaterThan(0)
  expect(samples.get('halley_http_request_duration_seconds_count{method="GET",route="/api/runs",status="401"}')).toBe(1)
  expect(samples.get('halley_http_request_duration_seconds_count{method="GET",route="/ready",status="200"}')).toBe(1)
})
