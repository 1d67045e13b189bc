// A real PostgreSQL for tests: its own folder, its own socket, gone with the process that started it.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { Client } from 'pg'
import { layOutPostgres, serverUser } from './binaries.ts'

export interface PostgresServer {
  /** Of its database `postgres`, as a user that may make databases. */
  readonly url: string
  /** Ends the server at once and removes all of it. */
  stop(): Promise<void>
}

const secondsToStart = 60

/** Starts a server of its own; most tests share one, see `sharedServer.ts`. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(folderForSockets(), 'halley-postgres-'))
  chmodSync(folder, 0o700)
  if (serverUser.uid !== undefined) chownSync(folder, serverUser.uid, serverUser.gid)
  try {
    const programs = layOutPostgres(join(folder, 'programs'))
    const password = randomUUID()
    await initialise(folder, programs, password)
    const { child, log } = launch(folder, programs)
    const url = `postgres://halley:${password}@${encodeURIComponent(folder)}/postgres`
    await accepting(url, child, log)
    return { url, stop: () => end(child) }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** The first usual temporary folder that the server's user can enter, with a path short enough for a socket below it. */
export function folderForSockets(): string {
  const usual = [tmpdir(), '/tmp', '/var/tmp']
  const found = usual.find((folder) => folder.length < 60 && (serverUser.uid === undefined || isOpenToAll(folder)))
  if (found === undefined)
    throw new Error(`The tests expected a temporary folder that every user can enter, found none of ${usual.join(', ')}.`)
  return found
}

function isOpenToAll(folder: string): boolean {
  const mode = statSync(folder, { throwIfNoEntry: false })?.mode ?? 0
  return (mode & 0o001) !== 0 && (folder === dirname(folder) || isOpenToAll(dirname(folder)))
}

function environment(folder: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: folder, LC_ALL: 'C', TZ: 'UTC' }
}

/** Makes the data of a server in `data` of the folder. */
export async function initialise(folder: string, programs: string, password: string): Promise<void> {
  const [passwordFile, data] = [join(folder, 'password'), join(folder, 'data')]
  writeFileSync(passwordFile, password)
  mkdirSync(data)
  for (const path of [passwordFile, data]) if (serverUser.uid !== undefined) chownSync(path, serverUser.uid, serverUser.gid)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['--username=halley', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const child = spawn(join(programs, 'initdb'), ['--no-sync', '--no-instructions', `--pgdata=${data}`, ...locale, ...access], {
    cwd: folder,
    env: environment(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...serverUser,
  })
  const log = logOf(child)
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${log()}${wayOut}`)
}

const wayOut = '\nTo test on another server, set HALLEY_TEST_DATABASE_URL to one on which databases may be made.'

/**
 * Keeps the server for as long as standard input is open, which is as long as the process lives that holds its other end,
 * however that dies; then ends it and removes its folder. A background job of a shell has no standard input of its own.
 */
const keeper = `exec 3<&0
folder=$1; shift
"$@" 3<&- & server=$!
(cat <&3 >/dev/null; kill -QUIT $server) & watch=$!
wait $server
kill $watch 2>/dev/null
cd / && rm -rf "$folder"`

function launch(folder: string, programs: string) {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    unix_socket_permissions: '0700',
    max_connections: 300,
    shared_buffers: '32MB',
    // No test outlives a loss of power.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = [join(programs, 'postgres'), '-D', join(folder, 'data'), ...options]
  const child = spawn('sh', ['-c', keeper, 'keeper', folder, ...command], {
    cwd: folder,
    env: environment(folder),
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C is for the tests; the server goes with them.
    detached: true,
    ...serverUser,
  })
  return { child, log: logOf(child) }
}

/** The last that a process said. */
function logOf(child: ChildProcess): () => string {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000)
    })
  }
  return () => said
}

async function accepting(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (const deadline = Date.now() + secondsToStart * 1000; ; await new Promise((resolve) => setTimeout(resolve, 30))) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (child.exitCode === null && child.signalCode === null && Date.now() < deadline) continue
      await end(child)
      throw new Error(`PostgreSQL did not start: ${log()}${wayOut}`, { cause: error })
    }
  }
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.on('close', () => resolve())
    child.stdin?.end()
  })
}
