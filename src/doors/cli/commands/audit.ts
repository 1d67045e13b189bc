import { Command, InvalidArgumentError } from 'commander'
import { auditHistory, type HistoryEvent } from '../../../app/audit/auditHistory.ts'
import { verifyHistory } from '../../../app/audit/verifyHistory.ts'
import type { Halley } from '../../../app/halley.ts'
import { findItem } from '../../../app/items/findItem.ts'
import type { Result } from '../../../fault/fault.ts'
import { parseCount } from '../parseCount.ts'
import { formatSecond } from '../formatTime.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

type Verified = Extract<Awaited<ReturnType<typeof verifyHistory>>, { readonly ok: true }>['value']

interface AuditOptions {
  readonly since?: string
  readonly limit: number
  readonly verify: boolean
  readonly expect?: string
  readonly json: boolean
}

const timeForm = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?$/

/** A day, or a time of it, UTC wherever this runs. */
function parseTime(text: string): string {
  const time = new Date(text.includes(':') ? `${text.replace(' ', 'T')}Z` : text)
  if (!timeForm.test(text) || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('expected a day or a time, such as 2026-11-20 or "2026-11-20 08:30".')
  }
  return time.toISOString()
}

function parseHash(text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new InvalidArgumentError('expected a hash of 64 digits, as --verify prints it.')
  return text
}

async function findAnywhere(halley: Halley, name: string) {
  const live = await findItem(halley, null, name)
  const trashed = live.ok ? live : await findItem(halley, null, name, { inTrash: true })
  return trashed.ok ? trashed : live
}

async function audit(halley: Halley, name: string | undefined, options: AuditOptions): Promise<Result<Verified | readonly HistoryEvent[]>> {
  if (options.verify || options.expect !== undefined) return verifyHistory(halley, options.expect ?? null)
  const found = name === undefined ? null : await findAnywhere(halley, name)
  if (found && !found.ok) return found
  return auditHistory(halley, { subjectId: found?.value.id ?? null, since: options.since ?? null, limit: options.limit })
}

function print(value: Verified | readonly HistoryEvent[]): void {
  if ('head' in value) {
    printLine(`The history is whole: ${value.sealed} events, each sealed in its place.`)
    printLine(`Note this to prove it later: ./halley audit --expect ${value.head}`)
    return
  }
  if (value.length === 0) return printLine('No events.')
  printTable(
    ['when (UTC)', 'who', 'did', 'to', 'why'],
    value.map(({ atUtc, actor, words, subject, details }) => [
      formatSecond(atUtc),
      actor,
      words,
      subject,
      typeof details['reason'] === 'string' ? details['reason'] : '',
    ]),
  )
}

export function auditCommand(): Command {
  return new Command('audit')
    .summary('show who did what, and prove that the history is whole')
    .description(
      'Shows the history, newest first. It only grows, is kept after a purge, and each event is sealed with a hash over it and everything before it.',
    )
    .argument('[item]', 'name or id of a run, project, sample or analysis')
    .option('--since <day>', 'from this day or time on, UTC', parseTime)
    .option('--limit <n>', 'at most so many events', parseCount, 100)
    .option('--verify', 'compute all hashes again', false)
    .option('--expect <hash>', 'with a hash that --verify printed earlier: also prove that nothing before it was written anew', parseHash)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley audit\n  ./halley audit lmc --since 2026-11-01\n  ./halley audit --verify')
    .action((name: string | undefined, options: AuditOptions) =>
      withHalley(options.json, (halley) => audit(halley, name, options), options.json ? printJson : print),
    )
}
