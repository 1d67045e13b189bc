// A PostgreSQL that dies in an instant and comes back on what it had written: nothing that it said it kept may be missing then.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, chownSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { settleSync } from '../../src/fault/fault.ts'
import { layOutPostgres, serverUser } from '../../tests/postgres/binaries.ts'
import { folderForSockets, initialise } from '../../tests/postgres/server.ts'

/** Ends the server with the process that started it, however that dies. */
const keeper = `exec 3<&0
"$@" 3<&- & server=$!
(cat <&3 >/dev/null; kill -QUIT $server) & watch=$!
wait $server
kill $watch 2>/dev/null`

const settings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: 200,
  shared_buffers: '64MB',
  // The server dies, the machine does not: what the system was given is there afterwards.
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'on',
}

export class DyingServer {
  readonly url: string
  readonly #folder: string
  readonly #programs: string
  #child: ChildProcess | null = null

  private constructor(folder: string, programs: string, password: string) {
    this.#folder = folder
    this.#programs = programs
    this.url = `postgres://halley:${password}@${encodeURIComponent(folder)}/halley`
  }

  static async make(): Promise<DyingServer> {
    const folder = mkdtempSync(join(folderForSockets(), 'halley-soak-postgres-'))
    chmodSync(folder, 0o700)
    if (serverUser.uid !== undefined) chownSync(folder, serverUser.uid, serverUser.gid)
    const programs = layOutPostgres(join(folder, 'programs'))
    const password = randomUUID()
    await initialise(folder, programs, password)
    const server = new DyingServer(folder, programs, password)
    await server.start()
    await server.#ask('postgres', 'create database halley template template0')
    return server
  }

  async start(): Promise<void> {
    const options = Object.entries({ ...settings, unix_socket_directories: this.#folder })
    const args = options.flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const log = openSync(join(this.#folder, 'server.log'), 'a')
    this.#child = spawn('sh', ['-c', keeper, 'keeper', join(this.#programs, 'postgres'), '-D', join(this.#folder, 'data'), ...args], {
      cwd: this.#folder,
      env: { PATH: process.env['PATH'], HOME: this.#folder, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['pipe', log, log],
      detached: true,
      ...serverUser,
    })
    for (const end = Date.now() + 60_000; ; await sleep(50)) {
      try {
        return await this.#ask('postgres', 'select 1')
      } catch (error) {
        if (Date.now() > end) throw new Error(`PostgreSQL did not start: see ${this.#folder}/server.log`, { cause: error })
      }
    }
  }

  async #ask(database: string, statement: string): Promise<void> {
    const url = new URL(this.url)
    url.pathname = `/${database}`
    const client = new Client({ connectionString: url.href })
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }

  /** Ends it as `pg_ctl stop -m immediate` does: every connection is cut, nothing is tidied up. */
  async die(): Promise<void> {
    const child = this.#child
    if (child === null || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    this.#kill()
    await ended
    child.stdin?.destroy()
  }

  #kill(): void {
    const [pid] = readFileSync(join(this.#folder, 'data', 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGQUIT')
  }

  /** Ends it and removes it without a wait. */
  abandon(): void {
    settleSync(() => this.#kill())
    // It still writes while it dies.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10 })
  }

  async remove(): Promise<void> {
    await this.die()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
