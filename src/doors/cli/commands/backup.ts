import { Command } from 'commander'
import { backUpStore } from '../../../app/backup/backUpStore.ts'
import { counted } from '../counted.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

export function backupCommand(): Command {
  return new Command('backup')
    .summary('write the catalogue into a file')
    .description(
      'Writes the catalogue, everything but images, results and configurations on disk, into one file. The same is done by itself once a day and before a newer Halley changes the catalogue.',
    )
    .argument('[file]', 'file to write, which must not be there (default: one in HALLEY_HOME/backups)')
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley backup\n  ./halley backup /mnt/safe/halley-2026-11-20.halley-backup\n  ./halley restore-backup FILE      bring it back',
    )
    .action((file: string | undefined, options: { readonly json: boolean }) =>
      withHalley(
        options.json,
        (halley) => backUpStore(halley, file ?? null),
        options.json ? printJson : ({ path, rows }) => printLine(`The catalogue is in ${path} (${counted(rows, 'row')}).`),
      ),
    )
}
