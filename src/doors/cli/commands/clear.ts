import type { Trashed } from '../../../app/contract/trash.ts'
import type { ShownPlan } from '../../../app/contract/plan.ts'
import { Command, Option } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { findItem } from '../../../app/items/findItem.ts'
import { deletePermanently } from '../../../app/purge/deletePermanently.ts'
import { clearRuns, type Cleared } from '../../../app/trash/clearRuns.ts'
import { clearableRuns } from '../../../app/trash/clearableRuns.ts'
import { keepParquet } from '../../../app/trash/keepParquet.ts'
import { moveToTrash } from '../../../app/trash/moveToTrash.ts'
import { showPlan } from '../../../app/trash/showPlan.ts'
import { failure, makeFault, success, type Fault, type Result } from '../../../fault/fault.ts'
import type { Item } from '../../../lifecycle/state.ts'
import { agreeToPlan, withNewPlan } from '../agreeToPlan.ts'
import { agreeingCommand, commandOf } from '../commandLine.ts'
import { confirm } from '../confirm.ts'
import { printPlan } from '../printPlan.ts'
import { printPurged, runPurge, type Purged } from '../runPurge.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface ClearOptions {
  readonly purge: boolean
  readonly keepParquet: boolean
  readonly removeAll: boolean
  readonly reason: string
  readonly detach: boolean
  readonly plan: boolean
  readonly yes: boolean
  readonly planHash?: string
  readonly json: boolean
}

interface Outcome {
  /** Folders with the tables that were kept. */
  readonly kept: readonly string[]
  readonly done: readonly Cleared[] | readonly Trashed[] | Purged
}

const everything = 'clearall'

async function findRuns(halley: Halley, names: readonly string[]): Promise<Result<readonly Item[]>> {
  if (names.length === 1 && names[0] === everything) {
    const { runs, busy } = await clearableRuns(halley)
    for (const { name, words } of busy) process.stderr.write(`${name} is ${words}: it stays as it is.\n`)
    if (runs.length > 0) return success(runs)
    return failure(
      makeFault('run.noneToClear', 'Expected runs of yours with versions, found none.', { hint: './halley status lists all runs.' }),
    )
  }
  const items: Item[] = []
  for (const name of names) {
    const found = await findItem(halley, 'run', name)
    if (!found.ok) return found
    items.push(found.value)
  }
  return success(items)
}

function nothingToClear(runs: readonly Item[]): Fault | null {
  const empty = runs.find((run) => run.kind === 'run' && run.state.place === 'live' && run.state.work === 'initialised')
  if (!empty) return null
  return makeFault('run.noneToClear', `Clear: expected versions of run ${empty.name}, found none: it is Initialised.`, {
    hint: `To move the run itself to Trash: ${commandOf('delete', empty.name)}`,
    data: { run: empty.id },
  })
}

function actOf(runIds: readonly string[], { removeAll }: ClearOptions) {
  return removeAll ? ({ act: 'trash', itemIds: runIds, companionIds: [] } as const) : ({ act: 'clear', runIds } as const)
}

function titleOf(runs: readonly Item[]): string {
  const [first] = runs
  return runs.length === 1 && first ? `run ${first.name}` : `${runs.length} runs`
}

async function destroy(halley: Halley, runs: readonly Item[], options: ClearOptions): Promise<Result<Outcome>> {
  const runIds = runs.map(({ id }) => id)
  const act = actOf(runIds, options)
  const show = () => showPlan(halley, act)
  const shown = await show()
  if (!shown.ok) return shown
  const [first] = runs
  const what = options.removeAll ? '' : 'all versions of '
  const question = {
    text: `Delete ${what}${titleOf(runs)} permanently? It cannot come back.`,
    expected: runs.length === 1 && first ? first.name : `delete ${runs.length} runs`,
  }
  const agreed = await agreeToPlan(shown.value, question, options)
  if (!agreed.ok) return agreed
  const kept = options.keepParquet ? await keepParquet(halley, runIds) : success([])
  if (!kept.ok) return kept
  const { reason, detach } = options
  const begun = await deletePermanently(halley, { act, confirmedHash: agreed.value, cancel: false, reason, detach })
  if (!begun.ok) return withNewPlan(begun, show, options)
  if (!begun.value) return success({ kept: kept.value, done: [] })
  const purged = await runPurge(halley, begun.value, options.json)
  return purged.ok ? success({ kept: kept.value, done: purged.value }) : purged
}

async function putAway(halley: Halley, runs: readonly Item[], options: ClearOptions): Promise<Result<Outcome>> {
  const runIds = runs.map(({ id }) => id)
  if (!options.yes) {
    const shown = await showPlan(halley, actOf(runIds, options))
    if (!shown.ok) return shown
    if (!options.json) printPlan(shown.value)
    const text = options.removeAll ? `Move ${titleOf(runs)} to Trash?` : `Clear ${titleOf(runs)}?`
    const agreed = await confirm({ text, command: agreeingCommand('--yes') })
    if (!agreed.ok) return agreed
  }
  const kept = options.keepParquet ? await keepParquet(halley, runIds) : success([])
  if (!kept.ok) return kept
  const { reason } = options
  const done = options.removeAll
    ? await moveToTrash(halley, { itemIds: runIds, companionIds: [], cancel: false, reason })
    : await clearRuns(halley, { runIds, reason })
  return done.ok ? success({ kept: kept.value, done: done.value }) : done
}

async function clear(halley: Halley, names: readonly string[], options: ClearOptions): Promise<Result<ShownPlan | Outcome>> {
  const runs = await findRuns(halley, names)
  if (!runs.ok) return runs
  const fault = options.removeAll ? null : nothingToClear(runs.value)
  if (fault) return failure(fault)
  const runIds = runs.value.map(({ id }) => id)
  if (options.plan) return showPlan(halley, actOf(runIds, options))
  return options.purge ? destroy(halley, runs.value, options) : putAway(halley, runs.value, options)
}

function printOne(done: Cleared | Trashed): void {
  const inTrash = `in Trash${done.purgeDueUtc === null ? '' : ` until ${done.purgeDueUtc.slice(0, 10)}`}`
  if ('versions' in done) {
    const [first, ...others] = done.versions
    const what = others.length > 0 ? `versions ${done.versions.join(', ')} are` : `version ${first ?? ''} is`
    printLine(`${done.name} is Initialised${first === undefined ? '' : `: ${what} ${inTrash}`}.`)
  } else printLine(`run ${done.name} is ${inTrash}.`)
  if (done.entryId !== null) printLine(`Undo: ./halley trash restore ${done.entryId}`)
}

function print(value: ShownPlan | Outcome, isFinal: boolean): void {
  if ('hash' in value) return printPlan(value, isFinal)
  for (const folder of value.kept) printLine(`The tables are kept in ${folder}`)
  if ('purgeId' in value.done) printPurged(value.done)
  else for (const each of value.done) printOne(each)
}

export function clearCommand(): Command {
  return new Command('clear')
    .alias('clearpiperun')
    .summary('make runs Initialised again: all their versions go to Trash')
    .description(
      'Moves all versions of runs to Trash, of each as one entry that can be restored, and makes the runs Initialised again. Configuration and logs stay.',
    )
    .argument('<runs...>', `names of runs, or ${everything}: all of yours`)
    .option('--purge', 'delete the versions permanently, after you have confirmed the plan', false)
    .option('--keep-parquet', 'first copy the tables that are shown to kept/<time>/ in the directory of the run', false)
    .addOption(
      new Option('--remove-all', 'move the whole run to Trash, with configuration and logs').default(false).conflicts('keepParquet'),
    )
    .option('--reason <text>', "why; needed for what is another's, who reads it", '')
    .option('--detach', 'with --purge: leave the removal of the files to a worker', false)
    .option('--plan', 'show what goes and what stays, and do nothing', false)
    .option('-y, --yes', 'do not ask', false)
    .option('--plan-hash <hash>', 'with --purge and --yes: the plan that you agree to')
    .option('--json', 'print as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley clear lmc --plan\n  ./halley clear lmc smc --yes\n  ./halley clear lmc --keep-parquet --purge\n  ./halley clear clearall --yes',
    )
    .action((names: readonly string[], options: ClearOptions) =>
      withHalley(
        options.json,
        (halley) => clear(halley, names, options),
        options.json ? printJson : (value) => print(value, options.purge),
      ),
    )
}
