import { spawn } from 'node:child_process'
import { failure, makeFault, success, type Result } from '../../../fault/fault.ts'

/** A job of Slurm that waits or runs. */
export interface SlurmJob {
  readonly id: number
  /** As squeue has it: PENDING, RUNNING, COMPLETING ... */
  readonly state: string
}

export interface SlurmOrder {
  readonly name: string
  /** Where its output goes; `%j` is its number. */
  readonly output: string
  /** Options of sbatch that the cluster wants, as its users write them. */
  readonly options: readonly string[]
  readonly script: string
}

/** Before its time is up, a job is asked to end: workers hand back what they are at. */
const warningS = 60

function missing(command: string) {
  return makeFault('serve.slurm', `${command}: expected the commands of Slurm on this host, found none.`, {
    hint: 'Start it on a host that may submit jobs.',
  })
}

function refused(command: string, said: string) {
  return makeFault('serve.slurm', `${command}: expected Slurm to take it, found: ${said.trim().split('\n').join('; ')}`, {
    hint: 'Try the same options with sbatch by hand; sinfo says how the cluster is.',
    retryable: true,
  })
}

function call(command: string, args: readonly string[], input = ''): Promise<Result<string>> {
  return new Promise((settled) => {
    const child = spawn(command, args, { stdio: 'pipe' })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.on('error', () => settled(failure(missing(command))))
    child.on('close', (code) => settled(code === 0 ? success(stdout) : failure(refused(command, stderr || `exit code ${code}`))))
    // What it does not read, it does not need.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

/** The jobs of a name that have not ended. @returns `serve.slurm` where Slurm does not answer */
export async function listJobs(name: string): Promise<Result<readonly SlurmJob[]>> {
  const listed = await call('squeue', ['--noheader', '--name', name, '--format', '%i %T'])
  if (!listed.ok) return listed
  const lines = listed.value.split('\n').filter((line) => line.trim() !== '')
  return success(
    lines.map((line) => {
      const [id, state = ''] = line.trim().split(' ')
      return { id: Number(id), state }
    }),
  )
}

/** Submits a job. @returns its number; `serve.slurm` where Slurm refuses it */
export async function submitJob({ name, output, options, script }: SlurmOrder): Promise<Result<number>> {
  const usual = ['--parsable', '--job-name', name, '--output', output, '--open-mode', 'append', '--signal', `B:TERM@${warningS}`]
  const submitted = await call('sbatch', [...usual, ...options], script)
  return submitted.ok ? success(Number.parseInt(submitted.value, 10)) : submitted
}
