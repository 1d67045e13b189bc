import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from './run.ts'

export interface TestServer {
  /** Of an empty database, for a role without rights beyond it. */
  readonly url: string
  stop(): Promise<void>
}

async function sparePort(address: string): Promise<number> {
  const server = createServer().listen(0, address)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Starts Debian's PostgreSQL on a spare port of one address, under an account without rights, with a new database. */
export async function startPostgres(address: string): Promise<TestServer> {
  const bin = globSync('/usr/lib/postgresql/*/bin').toSorted().at(-1)
  if (bin === undefined) throw new Error('/usr/lib/postgresql: expected a PostgreSQL of Debian, found none')
  const folder = mkdtempSync(join(tmpdir(), 'halley-postgres-'))
  const data = join(folder, 'data')
  run('chown', 'postgres', folder)
  const asPostgres = (command: string, ...args: readonly string[]) => run('runuser', '-u', 'postgres', '--', join(bin, command), ...args)
  asPostgres('initdb', '--pgdata', data, '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--auth', 'trust')
  run('sh', '-c', `echo 'host all halley ${address}/24 trust' >> ${data}/pg_hba.conf`)
  const port = await sparePort(address)
  const settings = ['-h', address, '-p', String(port), '-k', folder, '-c', 'fsync=off']
  const server = spawn('runuser', ['-u', 'postgres', '--', join(bin, 'postgres'), '-D', data, ...settings], { stdio: 'ignore' })
  const client = ['-h', folder, '-p', String(port), '-d', 'postgres']
  for (let tries = 0; tries < 100; tries++) {
    try {
      asPostgres('pg_isready', '-h', folder, '-p', String(port))
      break
    } catch {
      await sleep(100)
    }
  }
  asPostgres('psql', ...client, '-c', 'create role halley login')
  asPostgres('psql', ...client, '-c', "create database halley owner halley encoding 'UTF8' template template0")
  return {
    url: `postgres://halley@${address}:${port}/halley`,
    async stop() {
      const ended = once(server, 'exit')
      asPostgres('pg_ctl', 'stop', '--pgdata', data, '--mode', 'immediate')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
