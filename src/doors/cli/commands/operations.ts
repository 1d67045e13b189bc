import { Command } from 'commander'
import type { OperationView } from '../../../app/contract/operation.ts'
import type { Halley } from '../../../app/halley.ts'
import { followOperation } from '../../../app/operations/followOperation.ts'
import { listOperations } from '../../../app/operations/listOperations.ts'
import { operationOf } from '../../../app/operations/operationOf.ts'
import { showOperation } from '../../../app/operations/showOperation.ts'
import { success, type Result } from '../../../fault/fault.ts'
import { exitCodeOf } from '../exitCode.ts'
import { followDisplay } from '../followDisplay.ts'
import { newsOf, progressWords, shortId, subjectWords, workerWords } from '../operationLines.ts'
import { parseCount } from '../parseCount.ts'
import { formatSecond } from '../formatTime.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { interruptSignal, withHalley } from '../withHalley.ts'

interface OperationsOptions {
  readonly follow: boolean
  readonly last: number
  readonly json: boolean
}

const header = ['operation', 'kind', 'about', 'by', 'state', 'since (UTC)', ''] as const

function printList(views: readonly OperationView[]): void {
  if (views.length === 0) return printLine('No operations yet.')
  printTable(
    header,
    views.map((view) => {
      const since = formatSecond(view.endedAt ?? view.startedAt ?? view.createdAt)
      return [shortId(view.id), view.kind, subjectWords(view), view.by, view.words, since, newsOf(view)]
    }),
  )
}

function timeWords(utc: string | null): string | null {
  return utc === null ? null : `${formatSecond(utc)} UTC`
}

/** One operation with all that is known of it, last what it said last. */
export function printOperation(view: OperationView): void {
  const facts: readonly (readonly [string, string | null])[] = [
    ['operation', view.id],
    ['kind', view.kind],
    ['about', view.subject && subjectWords(view)],
    ['by', view.by],
    ['state', view.words],
    ['waits', view.waitReason],
    ['asked for', timeWords(view.createdAt)],
    ['started', timeWords(view.startedAt)],
    ['ended', timeWords(view.endedAt)],
    ['attempt', view.attempt > 1 ? String(view.attempt) : null],
    ['worker', view.endedAt === null ? workerWords(view) : null],
    ['progress', view.state === 'running' ? progressWords(view) : null],
    ['log', view.log],
  ]
  for (const [name, value] of facts) if (value) printLine(`${name.padEnd(10)} ${value}`)
  for (const { at, text } of view.progress.lines) printLine(`  ${at}  ${text}`)
  if (!view.fault) return
  printLine(view.fault.message)
  printLine(view.fault.hint)
}

interface FollowOptions {
  readonly json: boolean
  /** Stops looking. */
  readonly signal: AbortSignal
}

/** Shows an operation until it has ended or the user stops looking. */
export async function follow(halley: Halley, operation: { readonly id: string }, { json, signal }: FollowOptions): Promise<OperationView> {
  const display = json ? { show: () => {}, close: () => {} } : followDisplay()
  try {
    return await followOperation(halley, operation, { signal, onChange: display.show })
  } finally {
    display.close()
  }
}

/** As if it were done here: the exit code says how it ended. */
async function followToEnd(halley: Halley, operation: { readonly id: string }, { json }: OperationsOptions): Promise<OperationView> {
  const view = await follow(halley, operation, { json, signal: interruptSignal() })
  if (view.state === 'failed' && view.fault) process.exitCode = exitCodeOf(view.fault)
  if (view.state === 'cancelled') process.exitCode = exitCodeOf({ code: 'interrupted' })
  return view
}

async function oneOperation(halley: Halley, target: string, options: OperationsOptions): Promise<Result<OperationView>> {
  if (!options.follow) return showOperation(halley, target)
  const operation = await operationOf(halley, target)
  return operation.ok ? success(await followToEnd(halley, operation.value, options)) : operation
}

/** The list; to follow it is to follow what is not done, one after the other. */
async function allOperations(
  halley: Halley,
  { follow: isFollowed, last, json }: OperationsOptions,
): Promise<Result<readonly OperationView[]>> {
  const signal = interruptSignal()
  const unfinished = isFollowed ? await listOperations(halley, 0) : []
  for (const operation of unfinished) await follow(halley, operation, { json, signal })
  return success(await listOperations(halley, last))
}

async function operationsAction(target: string | undefined, options: OperationsOptions): Promise<void> {
  if (target !== undefined) {
    await withHalley(options.json, (halley) => oneOperation(halley, target, options), options.json ? printJson : printOperation)
    return
  }
  await withHalley(options.json, (halley) => allOperations(halley, options), options.json ? printJson : printList)
}

export function operationsCommand(): Command {
  return new Command('operations')
    .summary('show what waits, what is at work and what was')
    .description(
      'Shows operations: those that wait, with the reason; those at work, on whatever host, with how far they are; and the last that ended.',
    )
    .argument('[operation]', 'an id, its first eight characters, or the name of a run')
    .option('--follow', 'show how it goes on until it has ended; Ctrl-C stops looking and nothing else', false)
    .option('--last <n>', 'how many that ended to list', parseCount, 10)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley operations\n  ./halley operations 3f2a9c1b --follow\n  ./halley operations lmc --json')
    .action(operationsAction)
}
