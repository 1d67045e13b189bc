import type { Restored } from '../../../app/contract/trash.ts'
import { Command, Option } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { findItem } from '../../../app/items/findItem.ts'
import { findEntry, type TrashTarget } from '../../../app/trash/findEntry.ts'
import { restoreFromTrash } from '../../../app/trash/restoreFromTrash.ts'
import { failure, makeFault, success, type Fault, type Result } from '../../../fault/fault.ts'
import type { ItemKind } from '../../../lifecycle/state.ts'
import { commandOf } from '../commandLine.ts'
import { confirm } from '../confirm.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface RestoreOptions {
  readonly kind?: ItemKind
  readonly into?: string
  readonly name?: string
  readonly json: boolean
}

/** The kinds of things in the trash. */
export function trashKindOption(): Option {
  return new Option('--kind <kind>', 'what the names are of (default: anything)').choices(['run', 'project', 'sample', 'analysis'])
}

async function intoProject(halley: Halley, name: string | undefined): Promise<Result<string | null>> {
  if (name === undefined) return success(null)
  const found = await findItem(halley, 'project', name)
  return found.ok ? success(found.value.id) : found
}

/** A name that was taken meanwhile: on a terminal the proposed one is offered, elsewhere the command with it is told. */
async function restoreOne(halley: Halley, target: TrashTarget, into: string | null, options: RestoreOptions): Promise<Result<Restored>> {
  const done = await restoreFromTrash(halley, target, { intoProjectId: into, newName: options.name ?? null })
  const again = ['trash', 'restore', target.kind === 'entry' ? target.entry.id : target.item.id]
  if (!done.ok && done.fault.code === 'trash.project') {
    const hint = `Restore its project, or restore it into another: ${commandOf(...again, '--into', 'PROJECT')}`
    return failure({ ...done.fault, hint })
  }
  if (done.ok || done.fault.code !== 'name.taken') return done
  const proposed = String(done.fault.data['proposedName'])
  const command = commandOf(...again, ...(options.into === undefined ? [] : ['--into', options.into]), '--name', proposed)
  const hint = `Restore it under another name: ${command}`
  if (options.json || !process.stdin.isTTY || !process.stderr.isTTY) return failure({ ...done.fault, hint })
  const agreed = await confirm({ text: `${done.fault.message} Restore it as ${proposed}?`, command })
  return agreed.ok ? restoreFromTrash(halley, target, { intoProjectId: into, newName: proposed }) : agreed
}

/** A refusal with what was restored before it. */
function withRestored(fault: Fault, restored: readonly Restored[]): Fault {
  if (restored.length === 0) return fault
  return { ...fault, message: `${fault.message} Restored before that: ${restored.map(({ words }) => words).join(', ')}.` }
}

async function restore(halley: Halley, names: readonly string[], options: RestoreOptions): Promise<Result<readonly Restored[]>> {
  if (options.name !== undefined && names.length > 1) {
    return failure(makeFault('name.many', 'Expected one thing to be given a name, found several.', { hint: 'Restore it by itself.' }))
  }
  const into = await intoProject(halley, options.into)
  if (!into.ok) return into
  const targets: TrashTarget[] = []
  for (const name of names) {
    const target = await findEntry(halley, { kind: options.kind ?? null, name })
    if (!target.ok) return target
    targets.push(target.value)
  }
  const restored: Restored[] = []
  for (const target of targets) {
    const done = await restoreOne(halley, target, into.value, options)
    if (!done.ok) return failure(withRestored(done.fault, restored))
    restored.push(done.value)
  }
  return success(restored)
}

function print(restored: readonly Restored[]): void {
  for (const { words, projectName } of restored)
    printLine(`Restored: ${words}${projectName === null ? '' : `, in project ${projectName}`}.`)
}

export function restoreFromTrashCommand(): Command {
  return new Command('restore')
    .summary('bring things back from Trash')
    .description(
      'Brings things back as they were, with all that went to Trash with them. What is hidden with its project in Trash is taken out of it, into a project of yours.',
    )
    .argument('<names...>', 'names or ids, as ./halley trash list shows them')
    .addOption(trashKindOption())
    .option('--into <project>', 'the project to restore into, where the old one is not there any more')
    .option('--name <new>', 'another name, where the old one was taken meanwhile')
    .option('--json', 'print as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley trash restore lmc\n  ./halley trash restore pulsars --kind sample --into "LMC 2026"\n  ./halley trash restore lmc --name lmc-old',
    )
    .action((names: readonly string[], options: RestoreOptions) =>
      withHalley(options.json, (halley) => restore(halley, names, options), options.json ? printJson : print),
    )
}
