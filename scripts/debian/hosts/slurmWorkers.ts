import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { check, differences, halley, hashes, main, surveyOptions, until, type Environment, type Hashes, type Outcome } from './halley.ts'
import { startSlurm } from './slurm.ts'

/* Workers as jobs of a real Slurm on loopback: submitted as there is work, told to end or killed in the middle of it, and
   gone when there is none. */

interface ListedOperation {
  readonly state: string
  readonly subject: { readonly name: string } | null
}

interface Scene {
  readonly environment: Environment
  readonly home: string
  readonly config: string
  readonly alone: Hashes
}

function slurm({ environment }: Scene, command: string, ...args: readonly string[]): string {
  const outcome = spawnSync(command, args, { env: { PATH: process.env['PATH'], ...environment }, encoding: 'utf8' })
  if (outcome.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${outcome.stderr}`)
  return outcome.stdout
}

function jobs(scene: Scene, state: string): string[] {
  return slurm(scene, 'squeue', '--noheader', '--states', state, '--format', '%i')
    .split('\n')
    .filter((line) => line !== '')
}

function stateOf({ environment }: Scene, run: string): string | undefined {
  const operations = JSON.parse(halley(environment, 'operations', '--json')) as readonly ListedOperation[]
  return operations.find(({ subject }) => subject?.name === run)?.state
}

async function completed(scene: Scene, run: string): Promise<string[]> {
  await until(`run ${run} is completed`, () => stateOf(scene, run) === 'completed')
  return differences(scene.home, run, scene.alone)
}

/** Asks for a processing, and cancels the jobs that are at it with some options; null: lets them be. */
async function processed(scene: Scene, run: string, cancel: readonly string[] | null): Promise<string[]> {
  halley(scene.environment, 'process', scene.config, '--name', run, '--detach')
  await until(`a job is at run ${run}`, () => stateOf(scene, run) === 'running')
  if (cancel) slurm(scene, 'scancel', '--state=RUNNING', '--user=root', ...cancel)
  return completed(scene, run)
}

async function proceed(scene: Scene): Promise<Outcome[]> {
  return [
    await check('a job of Slurm does what waits', () => processed(scene, 'whole', null)),
    await check('jobs that Slurm ends in the middle hand back what they are at', () => processed(scene, 'ended', [])),
    await check('jobs that Slurm kills in the middle lose nothing', () => processed(scene, 'killed', ['--signal=KILL', '--full'])),
    await check('jobs end when there is nothing to do, and left their words', async () => {
      await until('no job is left', () => jobs(scene, 'all').length === 0 || jobs(scene, 'RUNNING,PENDING').length === 0)
      const folder = join(scene.home, 'workers')
      const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'))
      const said = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as { readonly words: string })
      return said.some(({ words }) => words.includes('worker ends')) ? [] : ['expected a job that said that it ends, found none']
    }),
    await check('the store is whole after that', async () => {
      halley(scene.environment, 'fsck')
      return []
    }),
  ]
}

/** Proves it on a cluster of one node, this machine; needs root. */
export async function proveSlurmWorkers(): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-cluster-'))
  const [survey, one, home] = ['survey', 'one', 'store'].map((name) => join(folder, name)) as [string, string, string]
  halley({ HALLEY_HOME: one }, 'simulate', survey, ...surveyOptions)
  const config = join(survey, 'config.yaml')
  halley({ HALLEY_HOME: one }, 'process', config, '--name', 'alone', '--workers', '1')
  const cluster = await startSlurm()
  const environment = { HALLEY_HOME: home, ...cluster.environment }
  const scene: Scene = { environment, home, config, alone: hashes(one, 'alone') }
  const options = ['--slurm', '--jobs', '2', '--idle', '5', '--poll', '500', '--sbatch', '--cpus-per-task=1']
  const env = { PATH: process.env['PATH'], ...environment }
  halley(environment, 'status')
  const submitter = spawn(process.execPath, [main, 'worker', ...options], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = once(submitter, 'exit')
  try {
    return await proceed(scene)
  } finally {
    submitter.kill('SIGTERM')
    await ended
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
