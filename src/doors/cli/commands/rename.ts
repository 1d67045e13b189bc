import { Command } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { findItem } from '../../../app/items/findItem.ts'
import { renameItem } from '../../../app/items/renameItem.ts'
import { success, type Result } from '../../../fault/fault.ts'
import type { ItemKind } from '../../../lifecycle/state.ts'
import { kindOption } from '../kindOption.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface RenameOptions {
  readonly kind: ItemKind
  readonly json: boolean
}

interface Renamed {
  readonly kind: ItemKind
  readonly from: string
  readonly name: string
}

async function rename(halley: Halley, name: string, newName: string, kind: ItemKind): Promise<Result<Renamed>> {
  const item = await findItem(halley, kind, name)
  if (!item.ok) return item
  const renamed = await renameItem(halley, item.value, newName)
  return renamed.ok ? success({ kind, from: item.value.name, name: renamed.value }) : renamed
}

export function renameCommand(): Command {
  return new Command('rename')
    .summary('give something another name')
    .description(
      'Gives a run, sample, analysis or project another name. Nothing else of it changes; the directory of a run follows its name.',
    )
    .argument('<item>', 'name or id')
    .argument('<new-name>', 'of a run: letters, digits and . _ -; of others: one line without /')
    .addOption(kindOption())
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley rename lmc lmc-2026\n  ./halley rename --kind sample "bright ones" "bright variables"')
    .action((name: string, newName: string, { kind, json }: RenameOptions) =>
      withHalley(
        json,
        (halley) => rename(halley, name, newName, kind),
        json ? printJson : ({ from, name: now }) => printLine(`${kind} ${from} is named ${now} now.`),
      ),
    )
}
