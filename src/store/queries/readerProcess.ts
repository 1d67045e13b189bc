// The process that reads tables for a server: it takes requests from its channel, and ends with it.
import { writeFileSync } from 'node:fs'
import { LocalReader } from './localReader.ts'
import { packTable } from './packedTable.ts'
import type { ReaderAnswer, ReaderQuestion, ReaderRequest } from './readerMessages.ts'

/** A request at work. */
interface Work {
  readonly stop: AbortController
  /** Lets a block that waits be sent. */
  more: () => void
}

const reader = new LocalReader(Number(process.argv[2]))
const works = new Map<number, Work>()

function answer(message: ReaderAnswer): void {
  process.send?.(message)
}

async function visit({ id, query, columns }: Extract<ReaderQuestion, { kind: 'visit' }>, work: Work): Promise<void> {
  const { signal } = work.stop
  let taken: Promise<void> = Promise.resolve()
  await reader.visit(
    query,
    columns,
    async (block) => {
      // One block is on its way while the next is read.
      await taken
      if (signal.aborted) return false
      taken = new Promise((resolve) => (work.more = resolve))
      answer({ kind: 'block', id, ...block })
      return true
    },
    signal,
  )
  answer({ kind: 'done', id })
}

async function begin(question: ReaderQuestion): Promise<void> {
  const { id, query } = question
  const work: Work = { stop: new AbortController(), more: () => {} }
  works.set(id, work)
  try {
    if (question.kind === 'visit') await visit(question, work)
    else answer({ kind: 'table', id, table: packTable(await reader.table(query, work.stop.signal)) })
  } catch (error) {
    const isBug = !(error instanceof Error) || error.constructor !== Error
    const message = error instanceof Error ? ((isBug ? error.stack : undefined) ?? error.message) : String(error)
    // Who has gone is not answered.
    if (!work.stop.signal.aborted) answer({ kind: 'failed', id, message, isBug })
  } finally {
    works.delete(id)
  }
}

function take(request: ReaderRequest): void {
  if (request.kind === 'read' || request.kind === 'visit') {
    void begin(request)
    return
  }
  const work = works.get(request.id)
  if (request.kind === 'stop') work?.stop.abort()
  work?.more()
}

/** Where the memory of the machine ends, the system ends this process rather than the server. */
function offerItself(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '500')
  } catch {
    // Only Linux has it.
  }
}

offerItself()
process.on('message', take)
// It holds nothing that an orderly end would save, and must not outlive its server, whatever it is at.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
