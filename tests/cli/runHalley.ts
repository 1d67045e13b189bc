// The command line as a person or a script meets it: a process of its own, its output and its exit code.
import { spawn } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { compiledCode } from '../process/compiledCode.ts'

const main = fileURLToPath(new URL('../../src/doors/cli/main.ts', import.meta.url))

export interface CliOutcome {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningHalley {
  /** Number of the process, to send it signals. */
  readonly pid: number
  readonly outcome: Promise<CliOutcome>
  /** Stops reading what it prints, as `head` does. */
  closeOutput(): void
  /** What it has printed on standard output so far. */
  said(): string
  /** Resolves when it has printed the text, on either output, or the process has ended. */
  saying(text: string): Promise<void>
}

export interface CliOptions {
  readonly cwd?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** Starts a command on the store at `home`. */
export function startHalley(home: string, args: readonly string[], { cwd, environment }: CliOptions = {}): RunningHalley {
  const env = { PATH: process.env['PATH'], HALLEY_HOME: home, NODE_COMPILE_CACHE: compiledCode, ...environment }
  const child = spawn(process.execPath, [main, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const outcome = new Promise<CliOutcome>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }))
  })
  const saying = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (stderr.includes(text) || stdout.includes(text)) resolve()
      }
      for (const stream of [child.stdout, child.stderr]) stream.on('data', look)
      child.on('close', () => resolve())
      look()
    })
  const closeOutput = () => {
    child.stdout.destroy()
    child.stderr.destroy()
  }
  return { pid: child.pid ?? -1, outcome, closeOutput, said: () => stdout, saying }
}

/** Runs a command on the store at `home` to its end. */
export function halley(home: string, ...args: readonly string[]): Promise<CliOutcome> {
  return startHalley(home, args).outcome
}
