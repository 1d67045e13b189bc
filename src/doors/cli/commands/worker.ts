import { Command, InvalidArgumentError, Option } from 'commander'
import { workQueues, type WorkQueue } from '../../../app/contract/workQueue.ts'
import { giveMemoryBack } from '../../../app/giveMemoryBack.ts'
import { runWorker } from '../../../app/operations/runWorker.ts'
import { logFormatOption, logWriter, type LogFormat } from '../logWriter.ts'
import { parseCount } from '../parseCount.ts'
import { keepSlurmWorkers } from '../slurm/keepSlurmWorkers.ts'
import { interruptSignal, withHalley } from '../withHalley.ts'

/** After so long a worker needs nothing more of its start. */
const settledMs = 10_000

interface WorkerOptions {
  readonly once: boolean
  readonly poll: number
  readonly queues: readonly WorkQueue[]
  readonly concurrency: number
  readonly workers?: number
  readonly logFormat: LogFormat
  readonly idle?: number
  readonly slurm: boolean
  readonly jobs: number
  readonly sbatch: string
}

function parseQueues(text: string): readonly WorkQueue[] {
  const words = text.split(',').map((word) => word.trim())
  const queues = workQueues.filter((queue) => words.includes(queue))
  const unknown = words.filter((word) => !queues.some((queue) => queue === word))
  if (unknown.length === 0) return queues
  const found = unknown.map((word) => (word === '' ? 'nothing' : word)).join(', ')
  throw new InvalidArgumentError(`expected some of ${workQueues.join(', ')}, found ${found}.`)
}

/** The signal of Ctrl-C or a polite kill; and of the end of the server that started this worker. */
function stopSignal(): AbortSignal {
  const server = new AbortController()
  process.on('disconnect', () => server.abort())
  process.channel?.unref()
  return AbortSignal.any([interruptSignal(), server.signal])
}

/** What a cluster calls this process that has started it. */
function jobOf({ SLURM_JOB_ID }: NodeJS.ProcessEnv): string | null {
  return SLURM_JOB_ID === undefined ? null : `slurm ${SLURM_JOB_ID}`
}

async function slurmAction({ jobs, sbatch, idle = 60, poll, logFormat, queues, concurrency, workers }: WorkerOptions): Promise<void> {
  const tell = logWriter({ format: logFormat, stream: process.stdout, level: 'info' })
  const options = sbatch.split(' ').filter((word) => word !== '')
  const job = { idleS: idle, queues, concurrency, threads: workers }
  const request = { mostJobs: jobs, options, job, pollMs: poll, signal: stopSignal(), tell }
  await withHalley(
    false,
    (halley) => keepSlurmWorkers(halley, request),
    () => {},
  )
}

async function workerAction(options: WorkerOptions): Promise<void> {
  if (options.slurm) return slurmAction(options)
  const { once, poll, queues, concurrency, workers, logFormat, idle } = options
  const tell = logWriter({ format: logFormat, stream: process.stdout, level: 'info' })
  const idleMs = idle === undefined ? undefined : idle * 1000
  const how = { queues, concurrency, threads: workers, job: jobOf(process.env) }
  const request = { once, idleMs, pollMs: poll, ...how, signal: stopSignal(), tell }
  await withHalley(
    false,
    (halley) => {
      const { home } = halley.store.paths
      const atOnce = concurrency > 1 ? `, ${concurrency} at once` : ''
      tell(`worker ${process.pid} takes ${queues.join(', ')} of ${home}${atOnce}`, {
        process: process.pid,
        home,
        queues: queues.join(','),
        concurrency,
      })
      setTimeout(giveMemoryBack, settledMs).unref()
      return runWorker(halley, request)
    },
    ({ completed, ended }) => tell(`worker ends: ${completed} completed, ${ended} ended otherwise`, { completed, ended }),
  )
}

export function workerCommand(): Command {
  return new Command('worker')
    .summary('do what was asked for with --detach, or through the site')
    .description(
      'Works off operations that wait, until it is told to stop. With nothing to do it helps with parts of what other workers are at. Any number of workers may be at one store, on any number of hosts; ./halley limits holds for all of them together, ./halley workers lists them. SIGTERM or Ctrl-C stops it: what it is at is handed back, and another worker goes on with it. What a worker was at that was killed is taken up again too.',
    )
    .option('--once', 'end when nothing waits that can be done now', false)
    .option('--idle <seconds>', 'end when there was nothing to do for so long', parseCount)
    .option('--poll <ms>', 'how often to look for work, in milliseconds', parseCount, 1000)
    .addOption(
      new Option('--queues <queues>', `take only from these, separated by commas: ${workQueues.join(', ')} (parts of what others are at)`)
        .argParser(parseQueues)
        .default(workQueues, 'all of them'),
    )
    .option('--concurrency <n>', 'operations at once', parseCount, 1)
    .option('--workers <n>', 'threads of an operation that does not say how many (default: the cores, in equal shares)', parseCount)
    .option('--slurm', 'do no work here: submit workers as jobs of Slurm, as many as there is work for', false)
    .option('--jobs <n>', 'with --slurm: jobs at most', parseCount, 4)
    .option('--sbatch <options>', 'with --slurm: what the cluster wants of a job, such as "--partition=main --mem=4G"', '')
    .addOption(logFormatOption())
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley worker\n  ./halley worker --once --queues processing\n  ./halley worker --queues export,sample,analysis,purge --concurrency 4 --workers 1\n  ./halley worker --slurm --jobs 8 --sbatch "--partition=main --cpus-per-task=4 --time=04:00:00"',
    )
    .action(workerAction)
}
