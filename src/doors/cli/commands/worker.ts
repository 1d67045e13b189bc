import { Command, InvalidArgumentError, Option } from 'commander'
import type { OperationKind } from '../../../app/contract/operation.ts'
import { runWorker, workerKinds } from '../../../app/operations/runWorker.ts'
import { logFormatOption, logWriter, type LogFormat } from '../logWriter.ts'
import { parseCount } from '../parseCount.ts'
import { keepSlurmWorkers } from '../slurm/keepSlurmWorkers.ts'
import { interruptSignal, withHalley } from '../withHalley.ts'

interface WorkerOptions {
  readonly once: boolean
  readonly poll: number
  readonly kinds: readonly OperationKind[]
  readonly workers?: number
  readonly logFormat: LogFormat
  readonly idle?: number
  readonly slurm: boolean
  readonly jobs: number
  readonly sbatch: string
}

function parseKinds(text: string): readonly OperationKind[] {
  const words = text.split(',').map((word) => word.trim())
  const kinds = workerKinds.filter((kind) => words.includes(kind))
  const unknown = words.filter((word) => !kinds.some((kind) => kind === word))
  if (unknown.length > 0) throw new InvalidArgumentError(`expected some of ${workerKinds.join(', ')}, found ${unknown.join(', ')}.`)
  return kinds
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

async function slurmAction({ jobs, sbatch, idle = 60, poll, logFormat }: WorkerOptions): Promise<void> {
  const tell = logWriter({ format: logFormat, stream: process.stdout, level: 'info' })
  const options = sbatch.split(' ').filter((word) => word !== '')
  const request = { mostJobs: jobs, options, idleS: idle, pollMs: poll, signal: stopSignal(), tell }
  await withHalley(
    false,
    (halley) => keepSlurmWorkers(halley, request),
    () => {},
  )
}

async function workerAction(options: WorkerOptions): Promise<void> {
  if (options.slurm) return slurmAction(options)
  const { once, poll, kinds, workers, logFormat, idle } = options
  const tell = logWriter({ format: logFormat, stream: process.stdout, level: 'info' })
  const idleMs = idle === undefined ? undefined : idle * 1000
  const request = { once, idleMs, job: jobOf(process.env), pollMs: poll, kinds, threads: workers, signal: stopSignal(), tell }
  await withHalley(
    false,
    (halley) => {
      const { home } = halley.store.paths
      tell(`worker ${process.pid} takes ${kinds.join(', ')} of ${home}`, { process: process.pid, home })
      return runWorker(halley, request)
    },
    ({ completed, ended }) => tell(`worker ends: ${completed} completed, ${ended} ended otherwise`, { completed, ended }),
  )
}

export function workerCommand(): Command {
  return new Command('worker')
    .summary('do what was asked for with --detach, or through the site')
    .description(
      'Works off operations that wait, one at a time, until it is told to stop. Any number of workers may be at one store, on any number of hosts. SIGTERM or Ctrl-C stops it: what it is at is handed back, and another worker goes on with it. What a worker was at that was killed is taken up again too.',
    )
    .option('--once', 'end when nothing waits that can be done now', false)
    .option('--idle <seconds>', 'end when there was nothing to do for so long', parseCount)
    .option('--poll <ms>', 'how often to look for work, in milliseconds', parseCount, 1000)
    .addOption(
      new Option('--kinds <kinds>', `take only these, separated by commas: ${workerKinds.join(', ')}`)
        .argParser(parseKinds)
        .default(workerKinds, 'all of them'),
    )
    .option('--workers <n>', 'threads of an operation that does not say how many (default: all cores)', parseCount)
    .option('--slurm', 'do no work here: submit workers as jobs of Slurm, as many as there is work for', false)
    .option('--jobs <n>', 'with --slurm: jobs at most', parseCount, 4)
    .option('--sbatch <options>', 'with --slurm: what the cluster wants of a job, such as "--partition=main --mem=4G"', '')
    .addOption(logFormatOption())
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley worker\n  ./halley worker --once --kinds process,addImages\n  ./halley worker --slurm --jobs 8 --sbatch "--partition=main --cpus-per-task=4 --time=04:00:00"',
    )
    .action(workerAction)
}
