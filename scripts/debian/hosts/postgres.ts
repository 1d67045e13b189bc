import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { appendFileSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeCertificates } from './certificates.ts'
import { run } from './run.ts'

export interface TestServer {
  /** Of an empty database, for a role without rights beyond it. */
  readonly url: string
  stop(): Promise<void>
}

export interface SecureServer extends TestServer {
  /** Such as `15.13`. */
  readonly version: string
  /** Certificate of who signed that of the server, and of somebody else. */
  readonly authority: string
  readonly stranger: string
}

async function sparePort(address: string): Promise<number> {
  const server = createServer().listen(0, address)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** The folder of the programs of Debian's PostgreSQL. */
function programs(): string {
  const bin = globSync('/usr/lib/postgresql/*/bin').toSorted().at(-1)
  if (bin === undefined) throw new Error('/usr/lib/postgresql: expected a PostgreSQL of Debian, found none')
  return bin
}

interface Launch {
  readonly address: string
  readonly access: readonly string[]
  readonly settings: Readonly<Record<string, string>>
  /** Done by the administrator once it runs. */
  readonly statements: readonly string[]
}

interface Launched {
  readonly port: number
  stop(): Promise<void>
}

function asPostgres(command: string, ...args: readonly string[]): string {
  return run('runuser', '-u', 'postgres', '--', join(programs(), command), ...args)
}

interface Place {
  readonly folder: string
  readonly data: string
}

function makePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'halley-postgres-'))
  const data = join(folder, 'data')
  run('chown', 'postgres', folder)
  asPostgres('initdb', '--pgdata', data, '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--auth', 'trust')
  return { folder, data }
}

async function launch({ folder, data }: Place, { address, access, settings, statements }: Launch) {
  appendFileSync(join(data, 'pg_hba.conf'), access.map((line) => `${line}\n`).join(''))
  const port = await sparePort(address)
  const options = Object.entries({ fsync: 'off', ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const place = ['-h', address, '-p', String(port), '-k', folder]
  const command = [join(programs(), 'postgres'), '-D', data, ...place, ...options]
  const server = spawn('runuser', ['-u', 'postgres', '--', ...command], { stdio: 'ignore' })
  for (let tries = 0; tries < 100; tries++) {
    try {
      asPostgres('pg_isready', '-h', folder, '-p', String(port))
      break
    } catch {
      await sleep(100)
    }
  }
  for (const text of statements) asPostgres('psql', '-q', '-h', folder, '-p', String(port), '-d', 'postgres', '-c', text)
  const launched: Launched = {
    port,
    async stop() {
      const ended = once(server, 'exit')
      asPostgres('pg_ctl', 'stop', '--pgdata', data, '--mode', 'immediate')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return launched
}

/** Starts Debian's PostgreSQL on a spare port of one address, under an account without rights, with a new database. */
export async function startPostgres(address: string): Promise<TestServer> {
  const server = await launch(makePlace(), {
    address,
    access: [`host all halley ${address}/24 trust`],
    settings: {},
    statements: ['create role halley login', "create database halley owner halley encoding 'UTF8' template template0"],
  })
  return { url: `postgres://halley@${address}:${server.port}/halley`, stop: () => server.stop() }
}

/**
 * {@link startPostgres} of this host alone, which lets in only with TLS and a password: as a role that may make
 * databases and roles, as the tests do, and nothing else.
 */
export async function startSecurePostgres(): Promise<SecureServer> {
  const place = makePlace()
  const password = randomUUID()
  const { certificate, key, authority, stranger } = makeCertificates(place.folder)
  run('chown', 'postgres', certificate, key)
  writeFileSync(join(place.data, 'pg_hba.conf'), 'local all postgres trust\n')
  const server = await launch(place, {
    address: 'localhost',
    access: ['hostssl all all samehost scram-sha-256'],
    settings: { ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key, max_connections: '300', synchronous_commit: 'off' },
    statements: [
      `create role halley login createdb createrole password '${password}'`,
      'create database halley owner halley template template0',
    ],
  })
  const [, version = 'unknown'] = / (\d+\.\d+)/.exec(run(join(programs(), 'postgres'), '--version')) ?? []
  const url = `postgres://halley:${password}@localhost:${server.port}/halley?sslmode=verify-full&sslrootcert=${encodeURIComponent(authority)}`
  return { url, version, authority, stranger, stop: () => server.stop() }
}
