import { Command } from 'commander'
import { exportDrawn, type ExportedDrawn } from '../../../app/drawn/exportDrawn.ts'
import { formatBytes } from '../../../app/usage/formatBytes.ts'
import { printLine } from '../terminal.ts'
import { withProgress } from '../withProgress.ts'

interface ExportOptions {
  readonly to: string
  readonly csv: boolean
  readonly json: boolean
}

function printExported({ name, folder, files }: ExportedDrawn): void {
  printLine(`${name} is copied to ${folder}:`)
  for (const { path, bytes } of files) printLine(`${path}  ${formatBytes(bytes)}`)
}

/** The command that copies the files of a sample or an analysis out of the store. */
export function drawnExportCommand(kind: 'sample' | 'analysis', example: string): Command {
  const an = kind === 'sample' ? 'a sample' : 'an analysis'
  return new Command('export')
    .summary(`copy the files of ${an} to a folder`)
    .description(`Copies the files of ${an} to a folder: Parquet tables with units and UCDs, and what they are as JSON.`)
    .argument(`<${kind}>`, 'name, PROJECT/NAME or id')
    .requiredOption('--to <folder>', 'a new or an empty folder')
    .option('--csv', 'the tables as CSV instead of Parquet', false)
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText(
      'after',
      `\nExamples:\n  ./halley ${kind} export ${example} --to ~/paper\n  ./halley ${kind} export ${example} --to ~/paper --csv`,
    )
    .action((name: string, { to, csv, json }: ExportOptions) =>
      withProgress(json, (halley, { signal }) => exportDrawn(halley, kind, name, { to, asCsv: csv, signal }), printExported),
    )
}
