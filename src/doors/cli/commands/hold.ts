import type { HoldView } from '../../../app/contract/trash.ts'
import { Command } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { findItem } from '../../../app/items/findItem.ts'
import { addHold, listHolds, releaseHolds } from '../../../app/trash/holds.ts'
import { success, type Result } from '../../../fault/fault.ts'
import type { Item, ItemKind } from '../../../lifecycle/state.ts'
import { kindOption } from '../kindOption.ts'
import { parseCount } from '../parseCount.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'
import { trashKindOption } from './trashRestore.ts'

interface AddOptions {
  readonly kind: ItemKind
  readonly version?: number
  readonly reason: string
  readonly json: boolean
}

interface Added {
  readonly holdId: string
  readonly kind: ItemKind
  readonly name: string
}

/** Live, or in the trash: what is there can be held too. */
async function findKept(halley: Halley, kind: ItemKind, name: string): Promise<Result<Item>> {
  const live = await findItem(halley, kind, name)
  if (live.ok || live.fault.code !== 'item.state') return live
  return findItem(halley, kind, name, { inTrash: true })
}

async function add(halley: Halley, name: string, { kind, version, reason }: AddOptions): Promise<Result<Added>> {
  const found = await findKept(halley, kind, name)
  if (!found.ok) return found
  const held = await addHold(halley, { itemId: found.value.id, version: version ?? null, reason })
  return held.ok ? success({ holdId: held.value, kind, name: found.value.name }) : held
}

function printAdded({ holdId, kind, name }: Added): void {
  printLine(`${kind} ${name} is held: nothing that contains it is deleted permanently.`)
  printLine(`Release: ./halley hold release ${holdId}`)
}

function addCommand(): Command {
  return new Command('add')
    .summary('keep something from being deleted permanently')
    .description(
      'Keeps something: as long as it is held, nothing that contains it is deleted permanently, by anybody. It can still go to Trash.',
    )
    .argument('<name>', 'name or id')
    .addOption(kindOption())
    .option('--version <n>', 'one version of a run (default: the whole run)', parseCount)
    .requiredOption('--reason <text>', 'what it is kept for')
    .option('--json', 'print as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley hold add lmc --reason "in the paper"\n  ./halley hold add lmc --version 2 --reason "referee"',
    )
    .action((name: string, options: AddOptions) =>
      withHalley(options.json, (halley) => add(halley, name, options), options.json ? printJson : printAdded),
    )
}

function printHolds(holds: readonly HoldView[]): void {
  if (holds.length === 0) return printLine('Nothing that you may see is held.')
  printTable(
    ['held', 'version', 'where', 'by', 'since', 'reason', 'id'],
    holds.map(({ kind, name, version, where, by, atUtc, reason, holdId }) => [
      `${kind} ${name}`,
      version ?? 'all',
      where,
      by,
      atUtc.slice(0, 10),
      reason,
      holdId,
    ]),
  )
}

function listCommand(): Command {
  return new Command('list')
    .summary('list what is held')
    .description('Lists what is held of what you may see, with who holds it and why.')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley hold list')
    .action(({ json }: { readonly json: boolean }) =>
      withHalley(json, async (halley) => success(await listHolds(halley)), json ? printJson : printHolds),
    )
}

function releaseCommand(): Command {
  return new Command('release')
    .summary('lift a hold')
    .description(
      'Lifts a hold, or every hold on an item: for who set it, the creator of the item, the owner of its project, or an administrator.',
    )
    .argument('<name>', 'id of a hold, or name or id of what is held')
    .addOption(trashKindOption())
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley hold release lmc')
    .action((name: string, { kind, json }: { readonly kind?: ItemKind; readonly json: boolean }) =>
      withHalley(
        json,
        (halley) => releaseHolds(halley, { kind: kind ?? null, name }),
        json
          ? (holdIds) => printJson({ holdIds })
          : (holdIds) => printLine(`${holdIds.length === 1 ? 'The hold is' : `${holdIds.length} holds are`} lifted.`),
      ),
    )
}

export function holdCommand(): Command {
  return new Command('hold')
    .summary('keep things from being deleted permanently')
    .description(
      'A hold keeps something, with a reason: nothing that contains it is deleted permanently, by anybody, until the hold is lifted.',
    )
    .addHelpText('after', '\nExamples:\n  ./halley hold add lmc --reason "in the paper"\n  ./halley hold list')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(releaseCommand())
}
