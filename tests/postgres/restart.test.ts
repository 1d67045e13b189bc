// A database that goes away and comes back under a server, a worker and those who watch: nobody has to start anything again.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { kill } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DyingServer } from '../../scripts/soak/postgres.ts'
import { halley, startHalley, type RunningHalley } from '../cli/runHalley.ts'
import { makeSurvey, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'

const folder = temporaryFolder()
const [home, alone] = ['store', 'alone'].map((name) => join(folder, name)) as [string, string]
const config = join(folder, 'config.yaml')
const running: RunningHalley[] = []
let database: DyingServer
let environment: Readonly<Record<string, string>>

beforeAll(async () => {
  database = await DyingServer.make()
  environment = { HALLEY_DATABASE_URL: database.url }
  const images = await makeSurvey(join(folder, 'survey'), { epochs: 12, sizePixels: 512 })
  writeConfig(config, images)
  expect(await halley(alone, 'process', config, '--name', 'lmc', '--workers', '1')).toMatchObject({ exitCode: 0 })
})

afterAll(async () => {
  for (const { pid } of running) {
    try {
      kill(pid, 'SIGKILL')
    } catch {}
  }
  await database.remove()
})

function start(...args: readonly string[]): RunningHalley {
  const started = startHalley(home, args, { environment })
  running.push(started)
  return started
}

interface Reply {
  readonly status: number
  readonly retryAfter: string | null
  readonly text: string
}

interface Client {
  ask(path: string, init?: RequestInit): Promise<Reply>
  /** The text of a stream of events, which grows. */
  listen(): Promise<{ readonly said: () => string; readonly hasEnded: () => boolean }>
}

async function signIn(server: RunningHalley): Promise<Client> {
  const address = /Halley is at (http:\S+)/.exec(server.said())?.[1] ?? expect.fail(server.said())
  const link = /http\S+sign-in-link\S+/.exec(server.said())?.[0] ?? ''
  const signedIn = await fetch(link, { redirect: 'manual' })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const headers = { cookie, origin: address, 'sec-fetch-site': 'same-origin' }
  return {
    async ask(path, init = {}) {
      const reply = await fetch(new URL(path, address), { ...init, headers: { ...headers, ...(init.headers as Record<string, string>) } })
      return { status: reply.status, retryAfter: reply.headers.get('retry-after'), text: await reply.text() }
    },
    async listen() {
      const stream = await fetch(new URL('/api/events', address), { headers })
      let [said, hasEnded] = ['', false]
      void (async () => {
        for await (const bytes of stream.body ?? []) said += Buffer.from(bytes).toString()
      })()
        .catch(() => {})
        .finally(() => (hasEnded = true))
      return { said: () => said, hasEnded: () => hasEnded }
    },
  }
}

function hashes(store: string): Record<string, string> {
  const run = join(store, 'runs', 'lmc')
  if (!existsSync(run)) return {}
  const names = readdirSync(run).filter((name) => name.endsWith('.parquet') && name !== 'images.parquet')
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(run, name)))
        .digest('hex'),
    ]),
  )
}

async function eventually(what: () => boolean | Promise<boolean>, words: string): Promise<void> {
  for (const end = Date.now() + 120_000; !(await what()); await sleep(50)) if (Date.now() > end) expect.fail(words)
}

interface Listed {
  readonly operations: readonly { readonly state: string }[]
}

async function stateOfOperation(client: Client): Promise<string | undefined> {
  const { status, text } = await client.ask('/api/operations')
  return status === 200 ? (JSON.parse(text) as Listed).operations[0]?.state : undefined
}

const away = { code: 'catalogue.away', message: 'The database is away.', hint: expect.stringContaining('Nothing is lost'), retryable: true }

/** What everybody is told while the database is away. */
async function expectAway(client: Client): Promise<void> {
  expect((await client.ask('/health')).status).toBe(200)
  const ready = await client.ask('/ready')
  expect([ready.status, JSON.parse(ready.text)]).toMatchObject([503, { error: { code: 'serve.notReady', retryable: true } }])
  const asked = ['/api/runs', '/api/session', '/api/operations', '/api/trash', '/metrics', '/api/runs/lmc']
  for (const { status, retryAfter, text } of await Promise.all([...asked, ...asked, ...asked].map((path) => client.ask(path)))) {
    expect([status, retryAfter, JSON.parse(text)]).toMatchObject([503, '5', { error: away }])
    expect(text).not.toContain('postgres:')
  }
  const body = JSON.stringify({ name: 'smc' })
  const changed = await client.ask('/api/projects', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'idempotency-key': 'k1' },
  })
  expect([changed.status, JSON.parse(changed.text)]).toMatchObject([503, { error: away }])
  const page = await client.ask('/sign-in-link?secret=x', { headers: { accept: 'text/html' } })
  expect([page.status, page.text]).toEqual([503, expect.stringContaining('this page tries again')])
}

function isThere({ pid }: RunningHalley): boolean {
  try {
    return kill(pid, 0)
  } catch {
    return false
  }
}

test('while the database is restarted everybody is told so, and afterwards all goes on, also what was in the middle', async () => {
  const server = start('serve', '--port', '0', '--api-only', '--no-workers', '--log')
  await server.saying('Ctrl-C')
  const client = await signIn(server)
  const worker = start('worker', '--poll', '100')
  await worker.saying('takes')
  const stream = await client.listen()
  await eventually(() => stream.said().includes('event: ready'), 'a stream that begins')
  expect(await halleyOnServer('process', config, '--name', 'lmc', '--workers', '1', '--detach')).toMatchObject({ exitCode: 0 })
  await worker.saying('taken up')

  await database.die()
  await expectAway(client)
  await sleep(3_000)
  expect(worker.said()).not.toContain('completed')
  await expectAway(client)
  const told = stream.said().length
  await database.start()

  await eventually(async () => (await client.ask('/ready')).status === 200, 'a server that is ready again')
  await eventually(async () => (await client.ask('/api/runs')).status === 200, 'the runs')
  await eventually(async () => (await stateOfOperation(client)) === 'completed', 'the end of the processing')
  const expected = hashes(alone)
  // The folder for people shows a version a moment after it is published.
  await eventually(() => Object.keys(hashes(home)).length === Object.keys(expected).length, 'the tables of the run')
  expect(hashes(home)).toEqual(expected)
  await eventually(() => stream.said().slice(told).includes('"state":"completed"'), 'a stream that tells the end')
  expect(stream.hasEnded()).toBe(false)

  // Once more, with nobody at work, and so short that nobody may notice.
  await database.die()
  await database.start()
  await eventually(async () => (await client.ask('/api/runs/lmc')).status === 200, 'the run')
  expect([server, worker].map(isThere)).toEqual([true, true])
  expect(await halleyOnServer('fsck')).toMatchObject({ exitCode: 0 })

  for (const { pid } of [server, worker]) kill(pid, 'SIGTERM')
  for (const { outcome } of [server, worker]) {
    const { exitCode, stdout, stderr } = await outcome
    expect([exitCode, `${stdout}${stderr}`.match(/TypeError|unhandled|\bbug\b|at async .*|node:internal/gi)]).toEqual([0, null])
  }
})

function halleyOnServer(...args: readonly string[]): Promise<{ readonly exitCode: number | null }> {
  return start(...args).outcome
}
