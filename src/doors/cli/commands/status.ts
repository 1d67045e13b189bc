import { Argument, Command } from 'commander'
import type { OperationView } from '../../../app/contract/operation.ts'
import type { Halley } from '../../../app/halley.ts'
import type { RunStatus } from '../../../app/contract/runStatus.ts'
import { runStatus } from '../../../app/runs/runStatus.ts'
import { listTrash } from '../../../app/trash/listTrash.ts'
import { success, type Result } from '../../../fault/fault.ts'
import { counted } from '../counted.ts'
import { formatMinute } from '../formatTime.ts'
import { newsOf } from '../operationLines.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { interruptSignal, withHalley } from '../withHalley.ts'
import { follow } from './operations.ts'

const header = ['run', 'status', 'version', 'images', 'detections', 'forced', 'sources', 'new', 'updated (UTC)'] as const

function printAtWork(name: string, operation: OperationView): void {
  const news = newsOf(operation)
  printLine()
  printLine(`${name}: ${operation.words}${news && `: ${news}`}`)
  printLine(`Follow it: ./halley status ${name} --follow`)
}

function printNone(trashed: number): void {
  if (trashed === 0) return printLine('No runs yet. ./halley demo shows one; ./halley init RUN --from FOLDER makes one.')
  printLine(`No runs but ${counted(trashed, 'run')} in Trash: ./halley trash shows ${trashed === 1 ? 'it' : 'them'}.`)
}

function printStatus({ runs, trashed }: Shown): void {
  if (runs.length === 0) return printNone(trashed)
  // Where everything is one user's in one project, neither needs to be said.
  const isOfMany = new Set(runs.map(({ owner, project }) => `${owner}/${project}`)).size > 1
  printTable(
    isOfMany ? [...header, 'owner', 'project'] : header,
    runs.map(({ name, words, version, counts, updatedUtc, owner, project }) => [
      name,
      words,
      version ?? '-',
      counts?.images ?? '-',
      counts?.detections ?? '-',
      counts?.forced ?? '-',
      counts?.sources ?? '-',
      counts?.newSources ?? '-',
      formatMinute(updatedUtc),
      ...(isOfMany ? [owner, project] : []),
    ]),
  )
  for (const { name, operation } of runs) if (operation) printAtWork(name, operation)
  for (const { name, fault } of runs) {
    if (!fault) continue
    printLine()
    printLine(`${name}: ${fault.message}`)
    printLine(fault.hint)
  }
}

interface Shown {
  readonly runs: readonly RunStatus[]
  /** Runs in Trash, counted where there are no others. */
  readonly trashed: number
}

async function shownOf(halley: Halley, runs: Result<readonly RunStatus[]>): Promise<Result<Shown>> {
  if (!runs.ok) return runs
  const trash = runs.value.length === 0 ? await listTrash(halley, { all: false }) : success([])
  return success({ runs: runs.value, trashed: trash.ok ? trash.value.filter(({ kind }) => kind === 'run').length : 0 })
}

interface StatusOptions {
  readonly follow: boolean
  readonly json: boolean
}

async function statusAction(halley: Halley, names: readonly string[], options: StatusOptions) {
  const runs = await runStatus(halley, names)
  if (!runs.ok || !options.follow) return shownOf(halley, runs)
  const signal = interruptSignal()
  for (const { operation } of runs.value) if (operation) await follow(halley, operation, { json: options.json, signal })
  return shownOf(halley, await runStatus(halley, names))
}

export function statusCommand(): Command {
  return new Command('status')
    .alias('debugrun')
    .summary('show the state and the counts of runs')
    .description('Shows what each run is doing, which version is shown, and its counts.')
    .addArgument(new Argument('[runs...]', 'names of runs').default(['all'], 'all'))
    .option('--follow', 'show how their work goes on until it has ended; Ctrl-C stops looking and nothing else', false)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley status\n  ./halley status lmc smc --json')
    .action((names: readonly string[], options: StatusOptions) =>
      withHalley(
        options.json,
        (halley) => statusAction(halley, names, options),
        options.json ? ({ runs }) => printJson(runs) : printStatus,
      ),
    )
}
