// What was asked of the store and what it answered: written before and after each act, so that of a process that is killed
// no act is lost but the one that it was at.
import { closeSync, existsSync, openSync, readSync, statSync, writeSync } from 'node:fs'

/** Something that is there from now on, until somebody asks for its end. */
export interface Fact {
  readonly kind: 'run' | 'version' | 'sample' | 'analysis' | 'comment'
  readonly id: string
  /** The item whose end is its end too. */
  readonly itemId: string
  /** Of the manifest of a version, a sample or an analysis. */
  readonly hash: string | null
}

export interface Asked {
  readonly say: 'asked'
  readonly number: number
  readonly act: string
  readonly by: string
  readonly at: string
  /** Ids that it is about. */
  readonly on: readonly string[]
  /** Ids of trash entries, items and comments that are gone for good when it is done. */
  readonly ends: readonly string[]
}

/** An event that the history has when the act was done: what was done, and to what. */
export type Expected = readonly [action: string, subjectId: string]

export interface Answered {
  readonly say: 'answered'
  readonly number: number
  readonly outcome: 'done' | 'refused' | 'bug'
  /** The code of a refusal, with what it says; the stack of a bug. */
  readonly words: string
  readonly facts: readonly Fact[]
  readonly events: readonly Expected[]
  /** The purge that has begun. */
  readonly purgeId: string | null
}

export type JournalLine = Asked | Answered

/** The journal of one client, over all the processes that it is. */
export class JournalWriter {
  readonly #file: number

  constructor(path: string) {
    this.#file = openSync(path, 'a')
    // The process before may have been killed amid a line.
    if (statSync(path).size > 0) writeSync(this.#file, '\n')
  }

  write(line: JournalLine): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`)
  }
}

/** Reads what has been added to a journal since the last time. */
export class JournalReader {
  readonly #path: string
  #offset = 0
  #rest = Buffer.alloc(0)

  constructor(path: string) {
    this.#path = path
  }

  read(): readonly JournalLine[] {
    if (!existsSync(this.#path)) return []
    const length = statSync(this.#path).size - this.#offset
    if (length <= 0) return []
    const fresh = Buffer.alloc(length)
    const file = openSync(this.#path, 'r')
    readSync(file, fresh, 0, length, this.#offset)
    closeSync(file)
    this.#offset += length
    const text = Buffer.concat([this.#rest, fresh])
    const end = text.lastIndexOf(0x0a) + 1
    this.#rest = text.subarray(end)
    return text.subarray(0, end).toString('utf8').split('\n').flatMap(lineOf)
  }
}

/** Nothing for the half of a line that a killed process has left. */
function lineOf(text: string): JournalLine[] {
  try {
    return [JSON.parse(text) as JournalLine]
  } catch {
    return []
  }
}
