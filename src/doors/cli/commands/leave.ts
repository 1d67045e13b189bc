import type { Left } from '../../../app/contract/plan.ts'
import { Command } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { findItem } from '../../../app/items/findItem.ts'
import { leaveItem, whatToLeave } from '../../../app/items/leaveItem.ts'
import type { Result } from '../../../fault/fault.ts'
import type { ItemKind } from '../../../lifecycle/state.ts'
import { confirm } from '../confirm.ts'
import { kindOption } from '../kindOption.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface LeaveOptions {
  readonly kind: ItemKind
  readonly yes: boolean
  readonly json: boolean
}

async function leave(halley: Halley, name: string, { kind, yes }: LeaveOptions): Promise<Result<Left>> {
  const item = await findItem(halley, kind, name)
  if (!item.ok) return item
  const leavable = await whatToLeave(halley, item.value)
  if (!leavable.ok) return leavable
  if (leavable.value.isItsProject && !yes) {
    const text = `You see ${kind} ${item.value.name} because project ${leavable.value.name} is shared with you. Leave that project, and all that is in it?`
    const agreed = await confirm({ text, command: `./halley leave --kind project "${leavable.value.name}"` })
    if (!agreed.ok) return agreed
  }
  return leaveItem(halley, leavable.value.id)
}

function print({ kind, name, canStillRead }: Left): void {
  printLine(`You left ${kind} ${name}. Nothing else was changed.`)
  if (canStillRead) printLine('It stays in your lists: you may see it without that share too.')
  else printLine(`${kind === 'project' ? 'It and all that is in it have' : 'It has'} gone from your lists. Its owner can share it again.`)
}

export function leaveCommand(): Command {
  return new Command('leave')
    .summary('take what is shared with you from your lists')
    .description(
      'Ends your own share in what is not yours; nothing else changes. Where you see an item through its project, it is the project that you leave, after you were asked.',
    )
    .argument('<item>', 'name or id')
    .addOption(kindOption())
    .option('-y, --yes', 'leave the project of the item, where the access comes from there, without being asked', false)
    .option('--json', 'print what was left as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley leave lmc\n  ./halley leave --kind project "LMC 2026"')
    .action((name: string, options: LeaveOptions) =>
      withHalley(options.json, (halley) => leave(halley, name, options), options.json ? printJson : print),
    )
}
