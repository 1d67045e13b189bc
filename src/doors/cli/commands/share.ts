import { Command } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { findItem } from '../../../app/items/findItem.ts'
import { shareItem, unshareItem } from '../../../app/items/shareItem.ts'
import type { Share } from '../../../app/contract/item.ts'
import { sharesOfItem } from '../../../app/items/sharesOfItem.ts'
import { success, type Result } from '../../../fault/fault.ts'
import type { ItemKind } from '../../../lifecycle/state.ts'
import { kindOption } from '../kindOption.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface ShareOptions {
  readonly kind: ItemKind
  readonly remove: boolean
  readonly json: boolean
}

interface Shares {
  readonly item: string
  /** The user whom it was shared with just now, or is not any more; null where nothing was changed. */
  readonly changed: string | null
  readonly shares: readonly Share[]
}

async function share(halley: Halley, name: string, user: string | undefined, { kind, remove }: ShareOptions): Promise<Result<Shares>> {
  const found = await findItem(halley, kind, name)
  if (!found.ok) return found
  const { id } = found.value
  const changed = user === undefined ? null : remove ? await unshareItem(halley, id, user) : await shareItem(halley, id, user, 'viewer')
  if (changed?.ok === false) return changed
  const now = await findItem(halley, kind, id)
  const shares = now.ok ? await sharesOfItem(halley, now.value) : now
  return shares.ok ? success({ item: `${kind} ${found.value.name}`, changed: changed?.value ?? null, shares: shares.value }) : shares
}

function print({ item, shares }: Shares): void {
  if (shares.length === 0) return printLine(`${item} is shared with nobody but who may see its project.`)
  printLine(`${item} is shared with:`)
  printTable(
    ['user', 'role'],
    shares.map(({ user, role }) => [user, role]),
  )
}

export function shareCommand(): Command {
  return new Command('share')
    .summary('let a user read a run, a sample or an analysis')
    .description(
      'Lets a user read, export and comment on one run, sample or analysis, without the project that it is in. Without a user it says whom it is shared with. Who is to do more becomes a member of the project: ./halley project add-member.',
    )
    .argument('<item>', 'name or id')
    .argument('[user]', 'name')
    .addOption(kindOption())
    .option('--remove', 'end what was shared', false)
    .option('--json', 'print as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley share lmc maria\n  ./halley share lmc\n  ./halley share variables maria --kind sample --remove',
    )
    .action((name: string, user: string | undefined, options: ShareOptions) =>
      withHalley(options.json, (halley) => share(halley, name, user, options), options.json ? printJson : print),
    )
}
