import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { Client } from 'pg'
import { check, differences, halley, hashes, main, surveyOptions, until, type Environment, type Hashes, type Outcome } from './halley.ts'
import { makeNetwork, type TestHost } from './network.ts'
import { startPostgres } from './postgres.ts'

/* Three hosts, one catalogue on a server, one disk: a processing goes on although a host is cut off in its middle and
   another dies, and what it makes is what one host makes, to the byte. */

interface Crew {
  readonly host: TestHost
  readonly worker: ChildProcess
  said: string
}

function startWorker(host: TestHost, environment: Environment): Crew {
  const worker = host.start(environment, process.execPath, main, 'worker', '--workers', '1', '--poll', '100')
  const crew = { host, worker, said: '' }
  worker.stdout?.setEncoding('utf8').on('data', (text: string) => (crew.said += text))
  return crew
}

async function kill({ worker }: Crew): Promise<void> {
  const ended = once(worker, 'exit')
  worker.kill('SIGKILL')
  await ended
}

interface Sight {
  readonly client: Client
  readonly environment: Environment
  readonly crews: Crew[]
}

/** The host whose worker holds the operation, and one that does a part of it. */
async function atWork({ client, crews }: Sight): Promise<readonly [Crew, Crew]> {
  let found: readonly [Crew, Crew] | undefined
  const crewOf = (worker: unknown) => crews.find(({ host }) => String(worker).startsWith(`${host.name}:`))
  await until(
    'one host is at the processing, and another at a part of it',
    async () => {
      const { rows } = await client.query(
        `select o.worker as holder, t.worker as helper from operations o join shared_tasks t on t.operation_id = o.id where o.state = 'running' and t.state = 'taken' limit 1`,
      )
      const [holder, helper] = [crewOf(rows[0]?.holder), crewOf(rows[0]?.helper)]
      if (holder && helper) found = [holder, helper]
      return found !== undefined
    },
    5,
  )
  if (!found) throw new Error('Nobody is at work.')
  return found
}

async function completed({ client }: Sight, run: string): Promise<void> {
  await until(`run ${run} is completed`, async () => {
    const { rows } = await client.query('select work from runs where name = $1', [run])
    if (rows[0]?.work === 'failed') throw new Error(`Run ${run} has failed.`)
    return rows[0]?.work === 'completed'
  })
}

function isThere({ worker }: Crew): boolean {
  return worker.exitCode === null && worker.signalCode === null
}

async function proceed(sight: Sight, home: string, config: string, alone: Hashes): Promise<Outcome[]> {
  const { environment, client, crews } = sight
  let cutOff: Crew | undefined
  const broken = await check('a host that is cut off in the middle and one that dies lose nothing', async () => {
    halley(environment, 'process', config, '--name', 'broken', '--detach')
    const [holder, helper] = await atWork(sight)
    helper.host.cut()
    cutOff = helper
    await kill(holder)
    await completed(sight, 'broken')
    const { rows } = await client.query(`select attempt, lost from operations where run_id = (select id from runs where name = 'broken')`)
    return [
      ...(await differences(home, 'broken', alone)),
      ...(rows[0]?.attempt > 1 ? [] : [`expected another attempt, found ${JSON.stringify(rows)}`]),
    ]
  })
  if (!cutOff) return [broken]
  const back = cutOff
  const mended = await check('a host that comes back spoils nothing, and works on', async () => {
    back.host.mend()
    for (const crew of crews.filter((one) => one !== back && isThere(one))) await kill(crew)
    halley(environment, 'process', config, '--name', 'after', '--detach')
    await completed(sight, 'after')
    return [...(await differences(home, 'broken', alone)), ...(await differences(home, 'after', alone))]
  })
  const several = await check('three hosts make what one makes', async () => {
    const started = crews.filter((one) => one !== back).map(({ host }) => startWorker(host, environment))
    sight.crews.push(...started)
    await until('all workers are there again', () => started.every(({ said }) => said.includes('takes')))
    halley(environment, 'process', config, '--name', 'whole', '--detach')
    await completed(sight, 'whole')
    const helpers = [back, ...started].filter(({ said }) => said.includes('helped with'))
    return [...(await differences(home, 'whole', alone)), ...(helpers.length > 0 ? [] : ['expected a host that helped, found none'])]
  })
  const clean = await check('the store is whole after that, and nothing is left over', async () => {
    for (const crew of sight.crews.filter(isThere)) await kill(crew)
    const left = await client.query('select * from shared_tasks')
    halley(environment, 'fsck')
    return left.rows.length === 0 ? [] : [`expected no parts left, found ${JSON.stringify(left.rows)}`]
  })
  return [broken, mended, several, clean]
}

/** Proves it on hosts of this machine's own making; needs root. */
export async function proveManyHosts(): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-hosts-'))
  const [survey, one, home] = ['survey', 'one', 'store'].map((name) => join(folder, name)) as [string, string, string]
  halley({ HALLEY_HOME: one }, 'simulate', survey, ...surveyOptions)
  const config = join(survey, 'config.yaml')
  halley({ HALLEY_HOME: one }, 'process', config, '--name', 'alone', '--workers', '1')
  const alone = hashes(one, 'alone')
  const network = makeNetwork(3)
  const server = await startPostgres(network.address)
  const environment = { HALLEY_HOME: home, HALLEY_DATABASE_URL: server.url }
  const client = new Client({ connectionString: server.url })
  const crews: Crew[] = []
  try {
    halley(environment, 'limits', '--lease', '3')
    await client.connect()
    for (const host of network.hosts) crews.push(startWorker(host, environment))
    await until('all workers are there', () => crews.every(({ said }) => said.includes('takes')))
    return await proceed({ client, environment, crews }, home, config, alone)
  } finally {
    for (const { worker } of crews) worker.kill('SIGKILL')
    await client.end()
    await server.stop()
    network.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
