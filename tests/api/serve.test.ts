import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kill } from 'node:process'
import { expect, onTestFinished, test } from 'vitest'
import { halley, startHalley, type RunningHalley } from '../cli/runHalley.ts'

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'halley-serve-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  return home
}

function addressIn(server: RunningHalley): string {
  return /http:\/\/127\.0\.0\.1:\d+/.exec(server.said())?.[0] ?? ''
}

function isThere(pid: number): boolean {
  try {
    kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function workersIn(server: RunningHalley): number[] {
  return [...server.said().matchAll(/worker (\d+) takes/g)].map(([, pid]) => Number(pid))
}

/** Kills the first worker of a server, and nothing else: no number at all would mean the whole group of the test. */
function killWorker(server: RunningHalley): void {
  kill(workersIn(server)[0] ?? expect.fail(`no worker in: ${server.said()}`), 'SIGKILL')
}

async function eventually(what: () => boolean): Promise<void> {
  for (let count = 0; count < 300 && !what(); count++) await new Promise((resolve) => setTimeout(resolve, 100))
  expect(what()).toBe(true)
}

test('serves until it is told to stop, with open streams, and its workers end with it', async () => {
  const server = startHalley(newHome(), ['serve', '--port', '0', '--api-only', '--log'])
  await server.saying('takes process')
  const address = addressIn(server)
  const link = /http\S+sign-in-link\S+/.exec(server.said())?.[0] ?? ''
  const signedIn = await fetch(link, { redirect: 'manual' })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const stream = await fetch(`${address}/api/events`, { headers: { cookie } })
  expect(stream.status).toBe(200)
  const [worker = 0] = workersIn(server)
  kill(server.pid, 'SIGINT')
  await stream.text().catch(() => '')
  expect(await server.outcome).toMatchObject({ exitCode: 0 })
  expect(isThere(worker)).toBe(false)
  // Neither the link nor the cookie is in what it logged.
  expect(server.said().split(link).length).toBe(2)
  expect(server.said()).toContain('GET /sign-in-link 303')
})

test('a worker that dies is started again, and one whose server is killed ends by itself', async () => {
  const server = startHalley(newHome(), ['serve', '--port', '0', '--api-only', '--log'])
  await server.saying('takes process')
  killWorker(server)
  await eventually(() => workersIn(server).length === 2)
  const second = workersIn(server)[1] ?? 0
  kill(server.pid, 'SIGKILL')
  await server.outcome
  await eventually(() => !isThere(second))
})

test('with --log-format json every line is one object, of the server, its requests and its workers', async () => {
  const server = startHalley(newHome(), ['serve', '--port', '0', '--api-only', '--log', '--log-format', 'json'])
  await server.saying('takes process')
  await fetch(`${addressIn(server)}/health?secret=1`)
  await server.saying('/health')
  killWorker(server)
  await server.saying('is started again')
  kill(server.pid, 'SIGTERM')
  const { stdout, stderr } = await server.outcome
  const lines = `${stdout}${stderr}`
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string
  const request = { method: 'GET', path: '/health', status: 200, ms: expect.any(Number) as number, ip: '127.0.0.1' }
  expect(lines).toContainEqual({ at, level: 'info', words: expect.stringContaining('GET /health 200') as string, ...request })
  expect(lines).toContainEqual(expect.objectContaining({ at, level: 'info', process: expect.any(Number) as number }))
  expect(lines).toContainEqual(expect.objectContaining({ at, level: 'warning', worker: 'worker 1', how: 'SIGKILL' }))
})

test('says that a port is taken, and what to do', async () => {
  const home = newHome()
  const server = startHalley(home, ['serve', '--port', '0', '--api-only', '--no-workers'])
  await server.saying('Ctrl-C')
  const { port } = new URL(addressIn(server))
  const second = await halley(home, 'serve', '--port', port, '--api-only', '--no-workers')
  expect(second).toMatchObject({ exitCode: 6, stderr: expect.stringContaining(`Port ${port} of 127.0.0.1: expected it free`) as string })
  expect(second.stderr).toContain('--port 0')
  kill(server.pid, 'SIGTERM')
  expect(await server.outcome).toMatchObject({ exitCode: 0 })
})

test('with --host it demands accounts, and invites the first administrator', async () => {
  const server = startHalley(newHome(), ['serve', '--host', '127.0.0.1', '--port', '0', '--api-only', '--no-workers'])
  await server.saying('choose-password#')
  const address = addressIn(server)
  expect(server.said()).not.toContain('sign-in-link')
  expect(await (await fetch(`${address}/api/sign-in`)).json()).toEqual({ mode: 'server', hasPasswords: true, provider: null })
  kill(server.pid, 'SIGTERM')
  expect(await server.outcome).toMatchObject({ exitCode: 0 })
})

test('a new link signs in while the server runs, and none is made where none runs', async () => {
  const home = newHome()
  expect(await halley(home, 'sign-in-link')).toMatchObject({ stderr: expect.stringContaining('./halley serve') as string })
  const server = startHalley(home, ['serve', '--port', '0', '--api-only', '--no-workers'])
  await server.saying('Ctrl-C')
  const made = await halley(home, 'sign-in-link', '--json')
  const { link } = JSON.parse(made.stdout) as { link: string }
  expect(link.startsWith(addressIn(server))).toBe(true)
  const headers = (await fetch(link, { redirect: 'manual' })).headers
  expect([headers.get('location'), headers.getSetCookie().length]).toEqual(['/', 1])
  expect((await fetch(link, { redirect: 'manual' })).headers.get('location')).toBe('/sign-in?because=link')
  kill(server.pid, 'SIGTERM')
  await server.outcome
  expect((await halley(home, 'sign-in-link')).exitCode).not.toBe(0)
})

test('an administrator makes a link to choose a password by a command; with accounts nobody signs in without one', async () => {
  const home = newHome()
  const server = startHalley(home, ['serve', '--host', '127.0.0.1', '--port', '0', '--api-only', '--no-workers'])
  await server.saying('choose-password#')
  expect(await halley(home, 'user', 'add', 'maria')).toMatchObject({ exitCode: 0 })
  const made = await halley(home, 'user', 'password-link', 'maria', '--json')
  const { link, userName } = JSON.parse(made.stdout) as { link: string; userName: string }
  expect([userName, link.startsWith(`${addressIn(server)}/choose-password#`)]).toEqual(['maria', true])
  expect((await halley(home, 'sign-in-link')).stderr).toContain('user password-link')
  kill(server.pid, 'SIGTERM')
  expect(await server.outcome).toMatchObject({ exitCode: 0 })
})

test('refuses what is no address to type, and hosts that are not of this machine', async () => {
  const home = newHome()
  expect(await halley(home, 'serve', '--api-only', '--url', 'halley.example.org')).toMatchObject({ exitCode: 3 })
  expect(await halley(home, 'serve', '--api-only', '--port', '0', '--host', '192.0.2.1')).toMatchObject({ exitCode: 6 })
})
