import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process, { getuid } from 'node:process'
import { installPackages } from '../scripts/debian/packages.ts'

const version = 15
const binaries = `/usr/lib/postgresql/${version}/bin`
const account = 'postgres'

/** Debian's PostgreSQL with Q3C, on a port of this host alone. */
export interface Q3cServer {
  readonly port: number
  /** A folder that the server may read. */
  readonly folder: string
  /** The program `psql` of the same packages. */
  readonly psql: string
}

/** Debian's server refuses to run as root: it runs as the account that comes with it. */
function asServer(command: string, args: readonly string[]): void {
  const [program, ...rest] = getuid?.() === 0 ? ['runuser', '-u', account, '--', command, ...args] : [command, ...args]
  const outcome = spawnSync(program, rest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  if (outcome.status !== 0) throw new Error(`${command} failed:\n${outcome.stdout}${outcome.stderr}`)
}

function numberOf(args: readonly string[]): number {
  return Number(spawnSync('id', args, { encoding: 'utf8' }).stdout)
}

/** A folder that the server may write. */
function serverFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'halley-q3c-'))
  chmodSync(folder, 0o755)
  if (getuid?.() === 0) chownSync(folder, numberOf(['-u', account]), numberOf(['-g', account]))
  return folder
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
}

function interrupted(): void {
  process.exit(130)
}

/**
 * Installs what is missing, starts a server on an empty folder, and stops and removes both when the work is over, or
 * when this process is told to end.
 */
export async function withQ3cServer<T>(work: (server: Q3cServer) => Promise<T>): Promise<T> {
  installPackages([`postgresql-${version}`, `postgresql-${version}-q3c`])
  const folder = serverFolder()
  const data = join(folder, 'data')
  const rows = join(folder, 'rows')
  mkdirSync(rows)
  const port = await freePort()
  const settings = [
    `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`,
    '-c shared_buffers=1GB -c work_mem=64MB -c maintenance_work_mem=512MB -c max_wal_size=8GB -c random_page_cost=1.1 -c fsync=off',
  ]
  asServer(join(binaries, 'initdb'), ['-D', data, '-U', 'owner', '--auth=trust', '-E', 'UTF8'])
  const end = () => {
    asServer(join(binaries, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-w', 'stop'])
    rmSync(folder, { recursive: true, force: true })
  }
  asServer(join(binaries, 'pg_ctl'), ['-D', data, '-o', settings.join(' '), '-l', join(folder, 'log'), '-w', 'start'])
  process.once('exit', end)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted)
  try {
    return await work({ port, folder: rows, psql: join(binaries, 'psql') })
  } finally {
    process.removeListener('exit', end)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, interrupted)
    end()
  }
}
