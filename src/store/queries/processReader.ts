import { makeFault, Refusal } from '../../fault/fault.ts'
import type { ColumnSpec } from '../tables/column.ts'
import { unpackTable } from './packedTable.ts'
import { ReaderChild } from './readerChild.ts'
import type { ReaderAnswer, ReaderQuestion } from './readerMessages.ts'
import { rowsOf } from './readTable.ts'
import type { Block, TableQuery, TableReader, TableRow } from './tableReader.ts'
import { unwanted } from './whileWanted.ts'

export interface ProcessReaderOptions {
  /** Of its DuckDB. */
  readonly memoryLimitMb: number
  /** How long it stays after the last query. */
  readonly idleMs: number
  /** Is told of what the process says, and of an end that nobody asked for. */
  readonly onProblem: (words: string) => void
}

/** A question whose answer is awaited. */
interface Asked {
  readonly question: ReaderQuestion
  readonly child: ReaderChild
  readonly isRepeated: boolean
  readonly take: (answer: ReaderAnswer) => void
  /** It is asked again, from its beginning. */
  readonly restart: () => void
  readonly fail: (error: Error) => void
}

function awayTwice(): Refusal {
  return new Refusal(
    makeFault('tables.away', 'Expected an answer of the process that reads tables, found that it ended twice at this query.', {
      hint: 'Ask again. Where it goes on, the machine is short of memory: ./halley serve --query-memory sets how much queries take.',
      retryable: true,
    }),
  )
}

function errorOf({ message, isBug }: Extract<ReaderAnswer, { kind: 'failed' }>): Error {
  return isBug ? new TypeError(`In the process that reads tables: ${message}`) : new Error(message)
}

/** Rows of a block from one on. */
function blockFrom({ columns, rowCount }: Block, row: number): Block {
  return row === 0 ? { columns, rowCount } : { columns: columns.map((column) => column.slice(row)), rowCount: rowCount - row }
}

/**
 * Reads tables in a process of its own, so that this one stays small: the first query starts it, it ends after a while
 * without one, and where it dies another is started, which is asked once more what it was at.
 */
export class ProcessReader implements TableReader {
  readonly #options: ProcessReaderOptions
  readonly #asked = new Map<number, Asked>()
  #child: ReaderChild | undefined
  #idle: NodeJS.Timeout | undefined
  #lastId = 0
  #isClosed = false

  constructor(options: ProcessReaderOptions) {
    this.#options = options
  }

  rows(query: TableQuery, signal?: AbortSignal): Promise<TableRow[]> {
    const question = { kind: 'read', id: ++this.#lastId, query } as const
    return this.#ask<TableRow[]>(question, signal, (settle) => ({
      restart: () => {},
      take: (answer) => answer.kind === 'table' && settle(rowsOf(unpackTable(answer.table))),
    }))
  }

  visit(query: TableQuery, columns: readonly ColumnSpec[], visit: (block: Block) => boolean, signal?: AbortSignal): Promise<void> {
    const id = ++this.#lastId
    let seen = 0
    let toSkip = 0
    return this.#ask<void>({ kind: 'visit', id, query, columns }, signal, (settle) => ({
      // Equal statements give equal rows in equal order: those that were visited are passed over.
      restart: () => (toSkip = seen),
      take: (answer) => {
        if (answer.kind === 'done') return settle()
        if (answer.kind !== 'block') return
        const skipped = Math.min(toSkip, answer.rowCount)
        toSkip -= skipped
        seen += answer.rowCount - skipped
        const isMoreWanted = skipped === answer.rowCount || visit(blockFrom(answer, skipped))
        this.#asked.get(id)?.child.send({ kind: isMoreWanted ? 'more' : 'stop', id })
        if (!isMoreWanted) settle()
      },
    }))
  }

  #ask<T>(
    question: ReaderQuestion,
    signal: AbortSignal | undefined,
    taking: (settle: (value: T) => void) => Pick<Asked, 'restart'> & { readonly take: (answer: ReaderAnswer) => unknown },
  ): Promise<T> {
    const { id } = question
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const { take, restart } = taking(resolve)
    const leave = () => {
      this.#asked.get(id)?.child.send({ kind: 'stop', id })
      reject(unwanted())
    }
    const taken = (answer: ReaderAnswer) => {
      try {
        if (answer.kind === 'failed') reject(errorOf(answer))
        else take(answer)
      } catch (error) {
        reject(error)
      }
    }
    if (signal?.aborted) leave()
    else this.#put({ question, isRepeated: false, take: taken, restart, fail: reject })
    signal?.addEventListener('abort', leave, { once: true })
    return promise.finally(() => {
      signal?.removeEventListener('abort', leave)
      this.#asked.delete(id)
      this.#restIfIdle()
    })
  }

  #put(asked: Omit<Asked, 'child'>): void {
    clearTimeout(this.#idle)
    this.#child ??= this.#start()
    this.#asked.set(asked.question.id, { ...asked, child: this.#child })
    this.#child.send(asked.question)
  }

  #start(): ReaderChild {
    const { memoryLimitMb, onProblem } = this.#options
    const child: ReaderChild = new ReaderChild({
      memoryLimitMb,
      onProblem,
      onAnswer: (answer) => this.#asked.get(answer.id)?.take(answer),
      onEnd: () => this.#lose(child),
    })
    return child
  }

  #lose(lost: ReaderChild): void {
    if (this.#child === lost) this.#child = undefined
    for (const asked of [...this.#asked.values()].filter(({ child }) => child === lost)) {
      if (this.#isClosed) asked.fail(unwanted())
      else if (asked.isRepeated) asked.fail(awayTwice())
      else this.#repeat(asked)
    }
  }

  #repeat(asked: Asked): void {
    asked.restart()
    this.#put({ ...asked, isRepeated: true })
  }

  #restIfIdle(): void {
    if (this.#asked.size > 0) return
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => void this.#letGo(), this.#options.idleMs).unref()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#idle)
    await this.#letGo()
  }

  /** Lets the process end; a query after it starts another. */
  async #letGo(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    await child?.letGo()
  }
}
