// The process that reads tables for a real server: started by the first query, gone with the server.
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { kill } from 'node:process'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { startHalley, type RunningHalley } from '../cli/runHalley.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { makeScene, type Scene } from '../samples/scene.ts'
import { eventually, isReader, readersOf } from '../store/readersOf.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
})

interface Served {
  readonly server: RunningHalley
  readonly get: (path: string) => Promise<Response>
  readonly cookie: string
  readonly address: string
}

async function serve(...options: readonly string[]): Promise<Served> {
  const server = startHalley(scene.home, ['serve', '--port', '0', '--api-only', '--no-workers', ...options])
  let isThere = true
  void server.outcome.then(() => (isThere = false))
  onTestFinished(() => void (isThere && kill(server.pid, 'SIGKILL')))
  await server.saying('Ctrl-C')
  const [link = ''] = /http\S+sign-in-link\S+?(?=["\s])/.exec(server.said()) ?? []
  const signedIn = await fetch(link, { redirect: 'manual' })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const address = new URL(link).origin
  return { server, cookie, address, get: (path) => fetch(`${address}/api/${path}`, { headers: { cookie } }) }
}

async function sourceCount({ get }: Served): Promise<unknown> {
  const answer = await get('sources/count?run=lmc&q=n_meas>=2')
  expect(answer.status).toBe(200)
  return answer.json()
}

function hasDuckDb(pid: number): boolean {
  return readFileSync(`/proc/${pid}/maps`, 'utf8').includes('duckdb')
}

test('a server has no DuckDB of its own: the first query starts a process that has, which ends after a while', async () => {
  const served = await serve('--query-idle', '1')
  const { pid } = served.server
  expect((await served.get('runs')).status).toBe(200)
  expect(readersOf(pid)).toEqual([])
  const count = await sourceCount(served)
  const [reader] = readersOf(pid)
  expect(hasDuckDb(reader)).toBe(true)
  await eventually(() => !isReader(reader))
  expect(readersOf(pid)).toEqual([])
  expect(await sourceCount(served)).toEqual(count)
  const exported = await served.get('sources/export?run=lmc&format=csv')
  expect((await exported.text()).trim().split('\n').length).toBeGreaterThan(1)
})

test('it is killed between queries and at them, and users see nothing of it', async () => {
  const served = await serve('--log', '--log-format', 'json')
  const { server } = served
  const count = await sourceCount(served)
  for (let repeat = 0; repeat < 5; repeat++) {
    const answers = Array.from({ length: 10 }, () => sourceCount(served))
    const [reader] = readersOf(server.pid)
    if (reader !== undefined) kill(reader, 'SIGKILL')
    expect(await Promise.all(answers)).toEqual(answers.map(() => count))
  }
  kill(server.pid, 'SIGTERM')
  const { stdout, stderr, exitCode } = await server.outcome
  expect(exitCode).toBe(0)
  const lines = `${stdout}${stderr}`.trim().split('\n')
  const said = lines.map((line) => (JSON.parse(line) as { readonly words: string }).words)
  expect(said).toContain('The process that reads tables ended (SIGKILL); a query starts another.')
})

test('it ends with its server, however that ends', async () => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGKILL'] as const) {
    const served = await serve()
    await sourceCount(served)
    const [reader] = readersOf(served.server.pid)
    expect(isReader(reader)).toBe(true)
    kill(served.server.pid, signal)
    await served.server.outcome
    await eventually(() => !isReader(reader))
  }
})

test('whoever leaves before the answer leaves no fault behind, and others get theirs', async () => {
  const served = await serve()
  const count = await sourceCount(served)
  for (let repeat = 0; repeat < 10; repeat++) {
    const asked = request(`${served.address}/api/sources?run=lmc&sort=eta_peak`, { headers: { cookie: served.cookie } })
    asked.on('error', () => {}).end()
    await new Promise((resolve) => setTimeout(resolve, repeat * 3))
    asked.destroy()
  }
  expect(await sourceCount(served)).toEqual(count)
  kill(served.server.pid, 'SIGTERM')
  expect(await served.server.outcome).toMatchObject({ exitCode: 0, stderr: '' })
})
