import type { Trashed } from '../../../app/contract/trash.ts'
import type { ShownPlan } from '../../../app/contract/plan.ts'
import { Command } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { findItem } from '../../../app/items/findItem.ts'
import { deletePermanently } from '../../../app/purge/deletePermanently.ts'
import { moveToTrash } from '../../../app/trash/moveToTrash.ts'
import { previewTrash } from '../../../app/trash/previewTrash.ts'
import { showPlan } from '../../../app/trash/showPlan.ts'
import { failure, makeFault, success, type Result } from '../../../fault/fault.ts'
import type { Item } from '../../../lifecycle/state.ts'
import { agreeToPlan, withNewPlan } from '../agreeToPlan.ts'
import { agreeingCommand } from '../commandLine.ts'
import { confirm } from '../confirm.ts'
import { printPlan } from '../printPlan.ts'
import { printPurged, runPurge, type Purged } from '../runPurge.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface DeleteOptions {
  readonly project: readonly string[]
  readonly sample: readonly string[]
  readonly analysis: readonly string[]
  readonly alsoMadeFrom: boolean
  readonly cancel: boolean
  readonly permanently: boolean
  readonly detach: boolean
  readonly reason: string
  readonly plan: boolean
  readonly yes: boolean
  readonly planHash?: string
  readonly json: boolean
}

type Outcome = ShownPlan | readonly Trashed[] | Purged

interface Selection {
  readonly items: readonly Item[]
  readonly act: { readonly act: 'trash'; readonly itemIds: readonly string[]; readonly companionIds: readonly string[] }
}

async function findAll(halley: Halley, runs: readonly string[], { project, sample, analysis }: DeleteOptions): Promise<Result<Item[]>> {
  const items: Item[] = []
  for (const [kind, names] of Object.entries({ project, run: runs, sample, analysis })) {
    for (const name of names) {
      const found = await findItem(halley, kind as Item['kind'], name)
      if (!found.ok) return found
      items.push(found.value)
    }
  }
  if (items.length > 0) return success(items)
  return failure(
    makeFault('item.none', 'Expected something to delete, found nothing.', {
      hint: 'Name a run, or give --project, --sample or --analysis.',
    }),
  )
}

async function select(halley: Halley, runs: readonly string[], options: DeleteOptions): Promise<Result<Selection>> {
  const found = await findAll(halley, runs, options)
  if (!found.ok) return found
  const itemIds = found.value.map(({ id }) => id)
  const alone = { act: 'trash', itemIds, companionIds: [] } as const
  if (!options.alsoMadeFrom) return success({ items: found.value, act: alone })
  const shown = await showPlan(halley, alone)
  if (!shown.ok) return shown
  const companionIds = shown.value.companions.map(({ id }) => id)
  return success({ items: found.value, act: { ...alone, companionIds } })
}

function titleOf(items: readonly Item[]): string {
  const [first] = items
  return items.length === 1 && first ? `${first.kind} ${first.name}` : `${items.length} items`
}

async function trash(halley: Halley, { items, act }: Selection, options: DeleteOptions): Promise<Result<readonly Trashed[]>> {
  const { cancel, reason, yes, json } = options
  if (!yes) {
    const shown = await showPlan(halley, act)
    if (!shown.ok) return shown
    if (!json) printPlan(shown.value)
    const agreed = await confirm({ text: `Move ${titleOf(items)} to Trash?`, command: agreeingCommand('--yes') })
    if (!agreed.ok) return agreed
  }
  return moveToTrash(halley, { ...act, cancel, reason })
}

/** What a hold, or work that reads it, keeps is told before anything is asked. */
async function keptFault(halley: Halley, { itemIds, companionIds }: Selection['act'], shown: ShownPlan, { json }: DeleteOptions) {
  const preview = await previewTrash(halley, itemIds, companionIds)
  const reasons = preview.ok ? preview.value.going.flatMap(({ keptBecause }) => keptBecause) : []
  const [first] = reasons
  if (first === undefined) return null
  if (!json) printPlan(shown, true)
  if (!json) for (const words of reasons) printLine(`Kept: ${words}`)
  return makeFault('trash.held', `Delete permanently: expected nothing that keeps it, found ${first}. Nothing was changed.`, {
    hint: 'Leave it, or move it to Trash without --permanently. Holds: ./halley hold list',
    data: { ...shown, keptBecause: reasons },
  })
}

async function destroy(halley: Halley, { items, act }: Selection, options: DeleteOptions): Promise<Result<Purged>> {
  const show = () => showPlan(halley, act)
  const shown = await show()
  if (!shown.ok) return shown
  const [first] = items
  const expected = items.length === 1 && first ? first.name : `delete ${items.length} items`
  const kept = await keptFault(halley, act, shown.value, options)
  if (kept) return failure(kept)
  const agreed = await agreeToPlan(shown.value, { text: `Delete ${titleOf(items)} permanently? It cannot come back.`, expected }, options)
  if (!agreed.ok) return agreed
  const { cancel, reason, detach } = options
  const begun = await deletePermanently(halley, { act, confirmedHash: agreed.value, cancel, reason, detach })
  if (!begun.ok) return withNewPlan(begun, show, options)
  if (!begun.value) throw new Error('What was moved to Trash has no entry there')
  return runPurge(halley, begun.value, options.json)
}

async function deleteItems(halley: Halley, runs: readonly string[], options: DeleteOptions): Promise<Result<Outcome>> {
  const selection = await select(halley, runs, options)
  if (!selection.ok) return selection
  if (options.plan) return showPlan(halley, selection.value.act)
  return options.permanently ? destroy(halley, selection.value, options) : trash(halley, selection.value, options)
}

function printTrashed(entries: readonly Trashed[]): void {
  for (const { entryId, kind, name, companions, purgeDueUtc } of entries) {
    const along = companions.length === 0 ? '' : `, with ${companions.map((item) => `${item.kind} ${item.name}`).join(', ')}`
    const due = purgeDueUtc === null ? '' : ` until ${purgeDueUtc.slice(0, 10)}`
    printLine(`${kind} ${name} is in Trash${due}${along}.`)
    printLine(`Undo: ./halley trash restore ${entryId}`)
  }
}

function print(outcome: Outcome, isFinal: boolean): void {
  if ('hash' in outcome) printPlan(outcome, isFinal)
  else if ('purgeId' in outcome) printPurged(outcome)
  else printTrashed(outcome)
}

function collect(name: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, name]
}

export function deleteCommand(): Command {
  return new Command('delete')
    .summary('move runs, projects, samples or analyses to Trash')
    .description(
      'Moves runs, projects, samples and analyses to Trash at once: nothing is lost, and they come back as they were. With --permanently they are deleted for ever, after you have confirmed the plan of what goes and what stays. Your FITS files and catalogues are never touched.',
    )
    .argument('[runs...]', 'names or ids of runs')
    .option('--project <name>', 'a project, with all that is in it; may be given again', collect, [])
    .option('--sample <name>', 'a sample; may be given again', collect, [])
    .option('--analysis <name>', 'an analysis; may be given again', collect, [])
    .option('--also-made-from', 'take along your samples and analyses that were made from the runs', false)
    .option('--cancel', 'cancel the work of busy runs first', false)
    .option('--reason <text>', "why; needed for what is another's, who reads it", '')
    .option('--permanently', 'do not leave it in Trash', false)
    .option('--detach', 'with --permanently: leave the removal of the files to a worker', false)
    .option('--plan', 'show what goes and what stays, and do nothing', false)
    .option('-y, --yes', 'do not ask', false)
    .option('--plan-hash <hash>', 'with --permanently and --yes: the plan that you agree to')
    .option('--json', 'print as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley delete lmc --plan\n  ./halley delete lmc smc --yes\n  ./halley delete --project "LMC 2026" --cancel\n  ./halley delete lmc --permanently',
    )
    .action((runs: readonly string[], options: DeleteOptions) =>
      withHalley(
        options.json,
        (halley) => deleteItems(halley, runs, options),
        options.json ? printJson : (outcome) => print(outcome, options.permanently),
      ),
    )
}
