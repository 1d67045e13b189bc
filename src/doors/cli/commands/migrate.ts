import { Command } from 'commander'
import { migrateStore, planMigration, type Migrated, type MigrationPlan } from '../../../app/migration/migrateStore.ts'
import { confirm } from '../confirm.ts'
import { counted } from '../counted.ts'
import { printJson, printLine, reportFault } from '../terminal.ts'

interface MigrateOptions {
  readonly plan: boolean
  readonly yes: boolean
  readonly force: boolean
  readonly json: boolean
}

function printPlan({ name, found, newest, steps, connections }: MigrationPlan): void {
  printLine(`Catalogue: ${name}`)
  if (found === null) return printLine('There is none yet: the first command makes it. There is nothing to do.')
  printLine(`Schema:    ${found}; this Halley has ${newest}`)
  if (steps === 0) return printLine('There is nothing to do.')
  printLine(`To do:     a backup into backups/ of the store, then ${counted(steps, 'step')} in one transaction`)
  if (connections > 0)
    printLine(`In use:    ${counted(connections, 'connection')} of other processes. Stop servers and workers on all hosts first.`)
}

function printMigrated({ found, newest, backup }: Migrated): void {
  printLine(`The catalogue is at schema ${newest} now. Start servers and workers with this Halley.`)
  if (backup !== null) printLine(`As it was, schema ${found}: ${backup}`)
}

async function migrateAction({ plan: isPlan, yes, force, json }: MigrateOptions): Promise<void> {
  const plan = await planMigration(process.env)
  if (!plan.ok) return reportFault(plan.fault, json)
  if (!json) printPlan(plan.value)
  if (isPlan || plan.value.steps === 0) return json ? printJson(plan.value) : undefined
  const { found, newest } = plan.value
  const command = './halley migrate --yes'
  const agreed = yes ? null : await confirm({ text: `Bring the catalogue from schema ${found} to ${newest}?`, command })
  if (agreed && !agreed.ok) return reportFault(agreed.fault, json)
  const migrated = await migrateStore({ environment: process.env, force })
  if (!migrated.ok) return reportFault(migrated.fault, json)
  if (json) printJson(migrated.value)
  else printMigrated(migrated.value)
}

export function migrateCommand(): Command {
  return new Command('migrate')
    .summary('bring the catalogue to the schema of this Halley')
    .description(
      'After an update of Halley: shows the schema of the catalogue and what is to be done, writes a backup of it into HALLEY_HOME/backups, and brings it to the schema of this Halley. A catalogue on a PostgreSQL server is migrated by this command alone, unless HALLEY_MIGRATE=auto is set: other hosts may still run the code before. One in the store is migrated by the first command, unless HALLEY_MIGRATE=ask is set.',
    )
    .option('--plan', 'show what is to be done, and do nothing', false)
    .option('-y, --yes', 'do not ask', false)
    .option('--force', 'although other processes are connected; they may fail then', false)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley migrate --plan\n  ./halley migrate --yes')
    .action(migrateAction)
}
