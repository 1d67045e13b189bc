import { Command } from 'commander'
import { restoreStoreBackup, type RestoredStore } from '../../../app/backup/restoreStoreBackup.ts'
import { confirm } from '../confirm.ts'
import { printJson, printLine, reportFault } from '../terminal.ts'

interface RestoreBackupOptions {
  readonly to?: string
  readonly yes: boolean
  readonly json: boolean
}

function printRestored({ header, catalogue, keptBefore, incomplete, quarantined }: RestoredStore): void {
  printLine(`The catalogue is as it was on ${header.createdAt.slice(0, 19).replace('T', ' ')} UTC: ${catalogue}`)
  if (keptBefore !== null) printLine(`What it was before is kept in ${keptBefore}`)
  if (incomplete.length > 0) printLine(`${incomplete.length} results lack files: their versions are marked. ./halley fsck lists them.`)
  const moved = quarantined.filter((one) => 'target' in one)
  if (moved.length > 0)
    printLine(`${moved.length} folders are not in the backup, such as what is newer: they are kept in quarantine/ of the store.`)
  for (const one of quarantined) if ('reason' in one) printLine(`${one.folder} is not in the backup, and stays where it is: ${one.reason}`)
}

async function restoreBackupAction(file: string, { to, yes, json }: RestoreBackupOptions): Promise<void> {
  const command = `./halley restore-backup ${file}${to === undefined ? '' : ` --to ${to}`} --yes`
  const agreed = yes
    ? null
    : await confirm({ text: 'Make this backup the catalogue of the store? What is there now is kept in backups/.', command })
  if (agreed && !agreed.ok) return reportFault(agreed.fault, json)
  const restored = await restoreStoreBackup({ environment: process.env, path: file, to: to ?? null })
  if (!restored.ok) return reportFault(restored.fault, json)
  if (json) return printJson(restored.value)
  printRestored(restored.value)
  if (to !== undefined) printLine('From now on: export HALLEY_DATABASE_URL to this server for every command.')
}

export function restoreBackupCommand(): Command {
  return new Command('restore-backup')
    .summary('make a backup the catalogue of the store')
    .description(
      'Brings the catalogue back from a backup; what it was before is kept. With --to it fills a PostgreSQL server, which is also how a store moves from the embedded catalogue to a server; without --to and without HALLEY_DATABASE_URL it moves back.',
    )
    .argument('<file>', 'a backup that ./halley backup wrote, or one from HALLEY_HOME/backups')
    .option('--to <url>', 'fill this PostgreSQL database: postgres://user:password@host:port/database')
    .option('-y, --yes', 'do not ask', false)
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley restore-backup ~/halley/backups/catalogue-2026-11-20-08-00-00-000-daily.halley-backup\n  ./halley restore-backup FILE --to postgres://halley@db.example.org/halley',
    )
    .action(restoreBackupAction)
}
