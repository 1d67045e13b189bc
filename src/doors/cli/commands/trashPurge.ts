import type { ShownPlan } from '../../../app/contract/plan.ts'
import { Command } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { beginTrashPurge, type PurgeOrder } from '../../../app/purge/beginTrashPurge.ts'
import { stoppedPurges } from '../../../app/purge/stoppedPurges.ts'
import { findEntry } from '../../../app/trash/findEntry.ts'
import { showPlan } from '../../../app/trash/showPlan.ts'
import { trashOwner } from '../../../app/trash/trashOwner.ts'
import { failure, makeFault, success, type Result } from '../../../fault/fault.ts'
import type { ItemKind } from '../../../lifecycle/state.ts'
import { agreeToPlan, withNewPlan, type FinalQuestion } from '../agreeToPlan.ts'
import { printPlan } from '../printPlan.ts'
import { printPurged, resumePurge, runPurge, type Purged } from '../runPurge.ts'
import { counted } from '../counted.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'
import { trashKindOption } from './trashRestore.ts'

interface PurgeOptions {
  readonly reason: string
  readonly detach: boolean
  readonly plan: boolean
  readonly yes: boolean
  readonly planHash?: string
  readonly json: boolean
}

interface Errand {
  readonly act: PurgeOrder['act']
  readonly question: (shown: ShownPlan) => FinalQuestion
}

/** Where nothing can go there is nothing to agree to: the rules say why. */
async function agree(shown: ShownPlan, question: FinalQuestion, options: PurgeOptions): Promise<Result<string>> {
  if (shown.plan.entryIds.length > 0) return agreeToPlan(shown, question, options)
  if (!options.json && shown.plan.skipped.length > 0) printPlan(shown)
  return success(shown.hash)
}

async function purge(halley: Halley, { act, question }: Errand, options: PurgeOptions): Promise<Result<ShownPlan | Purged>> {
  const show = () => showPlan(halley, act)
  const shown = await show()
  if (!shown.ok || options.plan) return shown
  const agreed = await agree(shown.value, question(shown.value), options)
  if (!agreed.ok) return agreed
  const { reason, detach, json } = options
  const begun = await beginTrashPurge(halley, { act, confirmedHash: agreed.value, reason, detach })
  return begun.ok ? runPurge(halley, begun.value, json) : withNewPlan(begun, show, options)
}

function print(value: ShownPlan | Purged): void {
  if ('hash' in value) printPlan(value)
  else printPurged(value)
}

function withPurgeOptions(command: Command): Command {
  return command
    .option('--reason <text>', "why; needed for what is another's, who reads it", '')
    .option('--detach', 'leave the removal of the files to a worker', false)
    .option('--plan', 'show what goes and what stays, and do nothing', false)
    .option('-y, --yes', 'with --plan-hash: do not ask', false)
    .option('--plan-hash <hash>', 'the plan that you agree to')
    .option('--json', 'print as JSON', false)
}

async function purgeNamed(
  halley: Halley,
  names: readonly string[],
  options: PurgeOptions & { readonly kind?: ItemKind },
): Promise<Result<ShownPlan | Purged>> {
  const entryIds: string[] = []
  const titles: string[] = []
  for (const name of names) {
    const found = await findEntry(halley, { kind: options.kind ?? null, name })
    if (!found.ok) return found
    if (found.value.kind === 'hidden') return failure(hiddenFault(found.value.item.kind, name))
    entryIds.push(found.value.entry.id)
    titles.push(found.value.root.name)
  }
  const [title = ''] = titles
  const isOne = titles.length === 1
  const text = `Delete ${isOne ? title : `${titles.length} items`} permanently? It cannot come back.`
  const question = () => ({ text, expected: isOne ? title : `delete ${titles.length} items` })
  return purge(halley, { act: { act: 'purge', entryIds: [...new Set(entryIds)] }, question }, options)
}

function hiddenFault(kind: string, name: string) {
  return makeFault(
    'trash.project',
    `Expected something that is in Trash by itself, found ${kind} ${name}, which is there with its project.`,
    {
      hint: 'Delete the project permanently, or restore this first.',
    },
  )
}

export function purgeFromTrashCommand(): Command {
  const command = new Command('purge')
    .summary('delete things in Trash permanently')
    .description(
      'Deletes things in Trash for ever, after you have confirmed what goes and what stays. What is held, or in use, is skipped.',
    )
    .argument('<names...>', 'names or ids, as ./halley trash list shows them')
    .addOption(trashKindOption())
  return withPurgeOptions(command)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley trash purge lmc --plan\n  ./halley trash purge lmc\n  ./halley trash purge lmc --yes --plan-hash HASH',
    )
    .action((names: readonly string[], options: PurgeOptions) =>
      withHalley(options.json, (halley) => purgeNamed(halley, names, options), options.json ? printJson : print),
    )
}

interface EmptyOptions extends PurgeOptions {
  readonly owner?: string
}

async function empty(halley: Halley, options: EmptyOptions): Promise<Result<ShownPlan | Purged>> {
  const owner = await trashOwner(halley, options.owner)
  if (!owner.ok) return owner
  const question = ({ plan }: ShownPlan) => {
    const count = plan.entryIds.length
    const whose = owner.value.id === halley.user.id ? 'your Trash' : `the Trash of ${owner.value.name}`
    return {
      text: `Empty ${whose}: delete ${counted(count, 'item')} permanently? ${count === 1 ? 'It' : 'They'} cannot come back.`,
      expected: `empty ${counted(count, 'item')}`,
    }
  }
  return purge(halley, { act: { act: 'empty', ownerId: owner.value.id }, question }, options)
}

export function emptyCommand(): Command {
  const command = new Command('empty')
    .summary('delete everything in your Trash permanently')
    .description(
      'Deletes everything that is in Trash of yours, exactly as it was listed when you confirmed. What is held, or in use, is skipped and named.',
    )
    .option('--owner <user>', 'the Trash of another user, with --reason; for administrators')
  return withPurgeOptions(command)
    .addHelpText('after', '\nExamples:\n  ./halley trash empty --plan\n  ./halley trash empty')
    .action((options: EmptyOptions) => withHalley(options.json, (halley) => empty(halley, options), options.json ? printJson : print))
}

async function resume(halley: Halley, json: boolean): Promise<Result<readonly Purged[]>> {
  const done: Purged[] = []
  for (const purgeId of await stoppedPurges(halley)) {
    const outcome = await resumePurge(halley, purgeId, json)
    if (!outcome.ok) return outcome
    done.push(outcome.value)
  }
  return success(done)
}

function printResumed(purges: readonly Purged[]): void {
  if (purges.length === 0) printLine('Nothing that was begun is left to be deleted.')
  for (const each of purges) printPurged(each)
}

export function resumeCommand(): Command {
  return new Command('resume')
    .summary('go on with what could not be removed')
    .description(
      'Goes on with permanent deletions that were interrupted, or could not remove a file. A worker does the same by itself, but for what was blocked.',
    )
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley trash resume')
    .action(({ json }: { readonly json: boolean }) => withHalley(json, (halley) => resume(halley, json), json ? printJson : printResumed))
}
