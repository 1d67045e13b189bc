import { Command } from 'commander'
import type { RunStatus } from '../../../app/runs/runStatus.ts'
import { runStatus } from '../../../app/runs/runStatus.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

const header = ['run', 'status', 'version', 'images', 'detections', 'forced', 'sources', 'new', 'updated'] as const

function printStatus(runs: readonly RunStatus[]): void {
  if (runs.length === 0) {
    printLine('No runs yet. ./halley demo shows one; ./halley init RUN --from FOLDER makes one.')
    return
  }
  printTable(
    header,
    runs.map(({ name, words, version, counts, updatedUtc }) => [
      name,
      words,
      version ?? '-',
      counts?.images ?? '-',
      counts?.detections ?? '-',
      counts?.forced ?? '-',
      counts?.sources ?? '-',
      counts?.newSources ?? '-',
      updatedUtc,
    ]),
  )
  for (const { name, fault } of runs) {
    if (!fault) continue
    printLine()
    printLine(`${name}: ${fault.message}`)
    printLine(fault.hint)
  }
}

export function statusCommand(): Command {
  return new Command('status')
    .alias('debugrun')
    .summary('show the state and the counts of runs')
    .description('Shows what each run is doing, which version is shown, and its counts.')
    .argument('[runs...]', 'names of runs, or all', ['all'])
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley status\n  ./halley status lmc smc --json')
    .action((names: readonly string[], options: { readonly json: boolean }) =>
      withHalley(options.json, (halley) => runStatus(halley, names), options.json ? printJson : printStatus),
    )
}
