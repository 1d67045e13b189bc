import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { resolve } from 'node:path'
import type { Tell } from '../../../app/logging/tell.ts'
import type { LogFormat } from '../logWriter.ts'

const main = resolve(import.meta.dirname, '../main.ts')

const shortestPauseMs = 1_000
const longestPauseMs = 60_000

/** A worker that was there for as long as this is started again at once. */
const steadyMs = 60_000

/** How long a worker may take to hand back what it is at. */
const patienceMs = 30_000

export interface WorkerCrew {
  /** Lets each hand back what it is at, and waits until they have ended. */
  stop(): Promise<void>
}

interface WorkersRequest {
  readonly count: number
  readonly environment: NodeJS.ProcessEnv
  /** Of what they write. */
  readonly logFormat: LogFormat
  /** What they do: lines of their logs, as text with their name before. */
  readonly onLine: (line: string) => void
  /** What is wrong with them. */
  readonly onProblem: Tell
}

/** In a group of its own, so that Ctrl-C reaches it once, through the server; and with a channel by whose end it knows that the server has died. */
function startWorker({ environment, logFormat }: WorkersRequest): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, main, 'worker', '--log-format', logFormat], {
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((settled) => {
    child.on('error', (error) => settled(error.message))
    child.on('exit', (code, signal) => settled(signal ?? `exit code ${code}`))
  })
}

function eachLine(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', onLine)
}

class KeptWorker {
  readonly #name: string
  readonly #request: WorkersRequest
  #child: ChildProcess | undefined
  #isStopping = false
  #wake: (() => void) | undefined
  readonly #done: Promise<void>

  constructor(name: string, request: WorkersRequest) {
    this.#name = name
    this.#request = request
    this.#done = this.#keep()
  }

  async #keep(): Promise<void> {
    let pauseMs = shortestPauseMs
    while (!this.#isStopping) {
      const started = performance.now()
      const child = startWorker(this.#request)
      this.#child = child
      this.#follow(child)
      const how = await ended(child)
      if (this.#isStopping) return
      if (performance.now() - started > steadyMs) pauseMs = shortestPauseMs
      const problem = `${this.#name} ended (${how}); it is started again in ${pauseMs / 1000} s`
      this.#request.onProblem(problem, { worker: this.#name, how })
      await this.#pause(pauseMs)
      pauseMs = Math.min(2 * pauseMs, longestPauseMs)
    }
  }

  #follow({ stdout, stderr }: ChildProcess): void {
    const { logFormat, onLine, onProblem } = this.#request
    const named = (line: string) => `${this.#name}: ${line}`
    eachLine(stdout, (line) => onLine(logFormat === 'json' ? line : named(line)))
    eachLine(stderr, (line) => onProblem(named(line), { worker: this.#name }))
  }

  #pause(ms: number): Promise<void> {
    return new Promise((settled) => {
      const timer = setTimeout(settled, ms)
      this.#wake = () => {
        clearTimeout(timer)
        settled()
      }
    })
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    this.#wake?.()
    this.#child?.kill('SIGTERM')
    // Killed, it loses nothing but time: another worker does again what it was at.
    const timer = setTimeout(() => this.#child?.kill('SIGKILL'), patienceMs)
    await this.#done
    clearTimeout(timer)
  }
}

/** Starts workers as processes of their own; one that dies is started again after a pause that grows. */
export function keepWorkers(request: WorkersRequest): WorkerCrew {
  const workers = Array.from({ length: request.count }, (_, index) => new KeptWorker(`worker ${index + 1}`, request))
  return {
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()))
    },
  }
}
