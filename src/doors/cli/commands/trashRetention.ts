import type { ShownPlan } from '../../../app/contract/plan.ts'
import { Command, InvalidArgumentError } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { serverRetention, setServerRetention } from '../../../app/trash/serverRetention.ts'
import { releaseSweep, showSweep, sweepDue, type SweepOutcome } from '../../../app/trash/sweepDue.ts'
import { success, type Result } from '../../../fault/fault.ts'
import { agreeToPlan, withNewPlan } from '../agreeToPlan.ts'
import { printPlan } from '../printPlan.ts'
import { resumePurge } from '../runPurge.ts'
import { counted } from '../counted.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

function parseDays(text: string): number {
  const days = Number(text)
  if (text.trim() === '' || !Number.isInteger(days) || days < 0) throw new InvalidArgumentError('expected a number of days.')
  return days
}

function printDays(days: number): void {
  printLine(
    days === 0 ? 'What is in Trash stays until somebody deletes it permanently.' : `What goes to Trash stays for ${counted(days, 'day')}.`,
  )
}

export function retentionCommand(): Command {
  return new Command('retention')
    .summary('show or set how long things stay in Trash')
    .description(
      'Shows for how many days what goes to Trash stays there, or sets it for all projects that do not say so themselves; what is in Trash keeps its day. To set it is for administrators. A project: ./halley project retention',
    )
    .argument('[days]', '0: until somebody deletes it permanently', parseDays)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley trash retention\n  ./halley trash retention 60')
    .action((days: number | undefined, { json }: { readonly json: boolean }) =>
      withHalley(
        json,
        (halley) => (days === undefined ? serverRetention(halley) : setServerRetention(halley, days)),
        json ? (set) => printJson({ days: set }) : printDays,
      ),
    )
}

interface SweepOptions {
  readonly release: boolean
  readonly reason: string
  readonly detach: boolean
  readonly plan: boolean
  readonly yes: boolean
  readonly planHash?: string
  readonly json: boolean
}

type Swept = SweepOutcome | { readonly plan: ShownPlan | null }

async function release(halley: Halley, options: SweepOptions): Promise<Result<SweepOutcome>> {
  const shown = await showSweep(halley)
  if (!shown.ok) return shown
  if (!shown.value) return releaseSweep(halley, { reason: options.reason, confirmedHash: '' })
  const count = shown.value.plan.entryIds.length
  const question = {
    text: `Delete ${counted(count, 'item')} permanently, whose time in Trash is over?`,
    expected: `delete ${counted(count, 'item')}`,
  }
  const agreed = await agreeToPlan(shown.value, question, options)
  if (!agreed.ok) return agreed
  const done = await releaseSweep(halley, { reason: options.reason, confirmedHash: agreed.value })
  const now = done.ok ? shown : await showSweep(halley)
  if (!now.ok || !now.value) return done
  const plan = now.value
  return withNewPlan(done, () => Promise.resolve(success(plan)), options)
}

async function sweep(halley: Halley, options: SweepOptions): Promise<Result<Swept>> {
  if (options.plan) {
    const shown = await showSweep(halley)
    return shown.ok ? success({ plan: shown.value }) : shown
  }
  const swept = options.release ? await release(halley, options) : await sweepDue(halley)
  if (!swept.ok || options.detach) return swept
  for (const purgeId of swept.value.purgeIds) {
    const done = await resumePurge(halley, purgeId, options.json)
    if (!done.ok) return done
  }
  return swept
}

function print(swept: Swept): void {
  if ('plan' in swept) {
    if (swept.plan) printPlan(swept.plan)
    else printLine('Nothing in Trash is due.')
    return
  }
  const { notices, purgeIds, stopped } = swept
  printLine(
    `${notices === 1 ? '1 owner was' : `${notices} owners were`} told of what is deleted soon; ${purgeIds.length === 1 ? '1 deletion was' : `${purgeIds.length} deletions were`} due.`,
  )
  if (!stopped) return
  printLine(`Stopped: ${stopped.words}`)
  if (stopped.administratorMayRelease)
    printLine('An administrator looks at what is due, and releases it: ./halley trash sweep --release --reason WHY')
}

export function sweepCommand(): Command {
  return new Command('sweep')
    .summary('delete permanently what has been in Trash for its time')
    .description(
      'Tells owners what is deleted soon, and deletes permanently what is due: what a worker does every hour. It stops and asks where that would be unusually much, or the clock seems wrong.',
    )
    .option('--release', 'delete what is due although the sweep has stopped; for administrators', false)
    .option('--reason <text>', 'with --release: why', '')
    .option('--detach', 'leave the removal of the files to a worker', false)
    .option('--plan', 'show what is due, and do nothing', false)
    .option('-y, --yes', 'with --release and --plan-hash: do not ask', false)
    .option('--plan-hash <hash>', 'with --release: the plan that you agree to')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley trash sweep\n  ./halley trash sweep --release --reason "The server was off for a month"')
    .action((options: SweepOptions) => withHalley(options.json, (halley) => sweep(halley, options), options.json ? printJson : print))
}
