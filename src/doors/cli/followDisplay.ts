import type { OperationView, ProgressLine } from '../../app/contract/operation.ts'
import { newsOf } from './operationLines.ts'

export interface FollowDisplay {
  readonly show: (view: OperationView) => void
  /** Leaves the terminal as it was found. */
  close(): void
}

function isSame(a: ProgressLine | undefined, b: ProgressLine): boolean {
  return a?.at === b.at && a.text === b.text
}

/** The lines that came after one that was seen; all where it is not among them any more. */
function linesAfter(lines: readonly ProgressLine[], seen: ProgressLine | undefined): readonly ProgressLine[] {
  return seen ? lines.slice(lines.findLastIndex((line) => isSame(seen, line)) + 1) : lines
}

/** Each new line of an operation on standard output; on a terminal also, in place, how far it is. */
export function followDisplay(): FollowDisplay {
  const isTerminal = process.stderr.isTTY
  const clear = () => void (isTerminal && process.stderr.write('\r\u{1b}[K'))
  let seen: ProgressLine | undefined
  let said = ''
  return {
    show(view) {
      clear()
      for (const { text } of linesAfter(view.progress.lines, seen)) process.stdout.write(`${text}\n`)
      seen = view.progress.lines.at(-1) ?? seen
      const news = view.endedAt === null ? newsOf(view) : ''
      const line = view.waitReason ? `${view.words}: ${view.waitReason}` : news
      if (isTerminal) process.stderr.write(line)
      else if (view.waitReason && line !== said) process.stdout.write(`${line}\n`)
      said = line
    },
    close: clear,
  }
}
