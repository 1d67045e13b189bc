import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Halley } from '../../../app/halley.ts'
import { kindsIn, type WorkQueue } from '../../../app/contract/workQueue.ts'
import type { Tell } from '../../../app/logging/tell.ts'
import { announceWorker } from '../../../app/operations/announceWorker.ts'
import { workAhead, type WorkAhead } from '../../../app/operations/workAhead.ts'
import { success, type Result } from '../../../fault/fault.ts'
import { listJobs, submitJob, type SlurmJob } from './slurm.ts'

const main = resolve(import.meta.dirname, '../main.ts')

/** What each job is to do. */
interface JobRequest {
  /** How long it stays with nothing to do, s. */
  readonly idleS: number
  readonly queues: readonly WorkQueue[]
  readonly concurrency: number
  readonly threads?: number | undefined
}

export interface SlurmRequest {
  /** Jobs at most, those that wait included. */
  readonly mostJobs: number
  /** Options of sbatch that the cluster wants. */
  readonly options: readonly string[]
  readonly job: JobRequest
  readonly pollMs: number
  readonly signal: AbortSignal
  readonly tell: Tell
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** The shell becomes the worker, so that what Slurm tells the job is told to it. */
function scriptOf({ job: { idleS, queues, concurrency, threads } }: SlurmRequest): string {
  const what = ['--queues', queues.join(','), '--concurrency', String(concurrency)]
  const how = ['--idle', String(idleS), ...(threads === undefined ? [] : ['--workers', String(threads)]), '--log-format', 'json']
  const command = [process.execPath, ...process.execArgv, main, 'worker', ...what, ...how]
  return `#!/bin/sh\nexec ${command.map(quoted).join(' ')}\n`
}

/** Room for each operation, and one job that helps with each processing. */
function wantedJobs({ waiting, atWork, processings }: WorkAhead, { mostJobs, job }: SlurmRequest): number {
  const helping = job.queues.includes('help') ? processings : 0
  return Math.min(mostJobs, Math.ceil((waiting + atWork) / job.concurrency) + helping)
}

function wordsOf(jobs: readonly SlurmJob[]): string {
  const states = Map.groupBy(jobs, ({ state }) => state.toLowerCase())
  const counts = [...states].map(([state, some]) => `${some.length} ${state}`)
  return `Slurm: ${counts.length > 0 ? counts.join(', ') : 'no jobs'}`
}

interface Round {
  readonly halley: Halley
  readonly request: SlurmRequest
  readonly name: string
  readonly output: string
}

/** Submits as many jobs as are missing. @returns what there is of them in a few words; the fault of Slurm or of the catalogue */
async function round({ halley, request, name, output }: Round): Promise<Result<string>> {
  const jobs = await listJobs(name)
  if (!jobs.ok) return jobs
  const ahead = await workAhead(halley, kindsIn(request.job.queues))
  for (let count = jobs.value.length; count < wantedJobs(ahead, request); count++) {
    const job = await submitJob({ name, output, options: request.options, script: scriptOf(request) })
    if (!job.ok) return job
    request.tell(`submitted job ${job.value}`, { job: job.value })
  }
  return success(wordsOf(jobs.value))
}

/**
 * Submits workers as jobs of Slurm, as many as there is work for, until the signal. They end by themselves when there is
 * none any more. Started again, it finds its jobs by their name.
 */
export async function keepSlurmWorkers(halley: Halley, request: SlurmRequest): Promise<Result<null>> {
  const { signal, pollMs, tell } = request
  const presence = announceWorker(halley)
  const given = { halley, request, name: `halley-${halley.store.id.slice(0, 8)}`, output: join(presence.logs, 'slurm-%j.log') }
  let said = ''
  try {
    while (!signal.aborted) {
      const done = await round(given).catch((error: unknown) => success(String(error)))
      const words = done.ok ? done.value : done.fault.message
      if (words !== said) tell(words)
      said = words
      await presence.say(words)
      await sleep(pollMs, undefined, { signal }).catch(() => {})
    }
  } finally {
    await presence.leave()
  }
  return success(null)
}
