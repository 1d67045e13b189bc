import { fork, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { ReaderAnswer, ReaderRequest } from './readerMessages.ts'

const entry = resolve(import.meta.dirname, 'readerProcess.ts')

export interface ReaderChildOptions {
  /** Of its DuckDB. */
  readonly memoryLimitMb: number
  /** Is told of what it writes to its standard error, and of an end that nobody asked for. */
  readonly onProblem: (words: string) => void
  readonly onAnswer: (answer: ReaderAnswer) => void
  /** It has ended, and all its answers have been taken. */
  readonly onEnd: () => void
}

/** A process that reads tables. It ends with its channel, and so with this process, however that ends. */
export class ReaderChild {
  readonly #child: ChildProcess
  readonly #ended: Promise<void>
  #isLetGo = false

  constructor({ memoryLimitMb, onProblem, onAnswer, onEnd }: ReaderChildOptions) {
    // In a group of its own, so that Ctrl-C ends it only with the server; what it prints belongs to no log.
    const child = fork(entry, [String(memoryLimitMb)], {
      serialization: 'advanced',
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child = child
    child.on('message', (message) => onAnswer(message as ReaderAnswer))
    child.once('disconnect', onEnd)
    if (child.stderr) createInterface({ input: child.stderr }).on('line', onProblem)
    this.#ended = new Promise((settled) => {
      child.once('error', (error) => {
        onProblem(`The process that reads tables did not start: ${error.message}`)
        onEnd()
        settled()
      })
      child.once('exit', (code, signal) => {
        if (!this.#isLetGo) onProblem(`The process that reads tables ended (${signal ?? `exit code ${code}`}); a query starts another.`)
        settled()
      })
    })
  }

  send(request: ReaderRequest): void {
    // Where the channel has closed, `onEnd` says so.
    this.#child.send(request, () => {})
  }

  /** Lets it end. @returns when it has */
  letGo(): Promise<void> {
    this.#isLetGo = true
    if (this.#child.connected) this.#child.disconnect()
    return this.#ended
  }
}
