import { Command } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { findItem } from '../../../app/items/findItem.ts'
import { transferItem } from '../../../app/items/shareItem.ts'
import { success, type Result } from '../../../fault/fault.ts'
import type { ItemKind } from '../../../lifecycle/state.ts'
import { confirm } from '../confirm.ts'
import { kindOption } from '../kindOption.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface TransferOptions {
  readonly kind: ItemKind
  readonly yes: boolean
  readonly json: boolean
}

interface Transferred {
  readonly kind: ItemKind
  readonly name: string
  readonly owner: string
}

function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : JSON.stringify(name)
}

async function transfer(halley: Halley, name: string, user: string, { kind, yes }: TransferOptions): Promise<Result<Transferred>> {
  const item = await findItem(halley, kind, name)
  if (!item.ok) return item
  if (!yes) {
    const more = kind === 'project' ? ', with all in it that is yours, the Trash included' : ''
    const text = `Make ${user} the owner of ${kind} ${item.value.name}${more}? You keep no share in it.`
    const agreed = await confirm({ text, command: `./halley transfer --kind ${kind} ${quoted(name)} ${quoted(user)} --yes` })
    if (!agreed.ok) return agreed
  }
  const owner = await transferItem(halley, item.value.id, user)
  return owner.ok ? success({ kind, name: item.value.name, owner: owner.value }) : owner
}

export function transferCommand(): Command {
  return new Command('transfer')
    .summary('make another user the owner of something')
    .description(
      "Makes another user the owner of a run, sample, analysis or project; of a project with all in it that is its owner's, the Trash included. You keep no share in it: only they, or an administrator, can give it back.",
    )
    .argument('<item>', 'name or id')
    .argument('<user>', 'name')
    .addOption(kindOption())
    .option('-y, --yes', 'do not ask', false)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley transfer lmc maria\n  ./halley transfer --kind project "LMC 2026" maria --yes')
    .action((name: string, user: string, options: TransferOptions) =>
      withHalley(
        options.json,
        (halley) => transfer(halley, name, user, options),
        options.json ? printJson : ({ kind, name: of, owner }) => printLine(`${kind} ${of} is ${owner}'s now.`),
      ),
    )
}
