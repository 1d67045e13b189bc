import { Command, Option } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { findItem } from '../../../app/items/findItem.ts'
import { moveItems } from '../../../app/items/moveItems.ts'
import { shareItem, unshareItem } from '../../../app/items/shareItem.ts'
import { success, type Result } from '../../../fault/fault.ts'
import type { Item, ItemKind, MemberRole } from '../../../lifecycle/state.ts'
import { kindOption } from '../kindOption.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface Json {
  readonly json: boolean
}

interface Membership {
  readonly project: string
  readonly user: string
  /** Null: no member any more. */
  readonly role: MemberRole | null
}

async function setMember(halley: Halley, projectName: string, userName: string, role: MemberRole | null): Promise<Result<Membership>> {
  const project = await findItem(halley, 'project', projectName)
  if (!project.ok) return project
  const { id, name } = project.value
  const user = role === null ? await unshareItem(halley, id, userName) : await shareItem(halley, id, userName, role)
  return user.ok ? success({ project: name, user: user.value, role }) : user
}

function printMembership({ project, user, role }: Membership): void {
  printLine(role === null ? `${user} is no member of project ${project} any more.` : `${user} is ${role} of project ${project}.`)
}

export function addMemberCommand(): Command {
  return new Command('add-member')
    .summary('make a user member of a project, or change their role')
    .description(
      'Makes a user member of a project, or changes their role. A viewer reads, exports and comments on all that is in it; an editor also creates, and processes what they made.',
    )
    .argument('<project>', 'name or id')
    .argument('<user>', 'name')
    .addOption(new Option('--role <role>', 'what they may do').choices(['viewer', 'editor']).default('viewer'))
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley project add-member "LMC 2026" maria --role editor')
    .action((project: string, user: string, { role, json }: Json & { readonly role: MemberRole }) =>
      withHalley(json, (halley) => setMember(halley, project, user, role), json ? printJson : printMembership),
    )
}

export function removeMemberCommand(): Command {
  return new Command('remove-member')
    .summary('end the membership of a user')
    .description('Ends the membership of a user. What they made in the project stays theirs.')
    .argument('<project>', 'name or id')
    .argument('<user>', 'name')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley project remove-member "LMC 2026" maria')
    .action((project: string, user: string, { json }: Json) =>
      withHalley(json, (halley) => setMember(halley, project, user, null), json ? printJson : printMembership),
    )
}

interface MovedIn {
  readonly project: string
  readonly moved: readonly { readonly kind: ItemKind; readonly name: string }[]
}

async function moveIn(halley: Halley, projectName: string, names: readonly string[], kind: ItemKind): Promise<Result<MovedIn>> {
  const project = await findItem(halley, 'project', projectName)
  if (!project.ok) return project
  const items: Item[] = []
  for (const name of names) {
    const item = await findItem(halley, kind, name)
    if (!item.ok) return item
    items.push(item.value)
  }
  const moved = await moveItems(halley, items, project.value.id)
  return moved.ok ? success({ project: project.value.name, moved: items.map((item) => ({ kind: item.kind, name: item.name })) }) : moved
}

function printMoved({ project, moved }: MovedIn): void {
  for (const { kind, name } of moved) printLine(`${kind} ${name} is in project ${project} now.`)
}

export function moveInCommand(): Command {
  return new Command('move-in')
    .summary('move runs, samples or analyses into a project')
    .description('Moves runs, samples or analyses into a project, all of them or none. They must be yours, and you its editor at least.')
    .argument('<project>', 'name or id')
    .argument('<items...>', 'names or ids')
    .addOption(kindOption(['run', 'sample', 'analysis']))
    .option('--json', 'print as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley project move-in "LMC 2026" lmc-1 lmc-2\n  ./halley project move-in "LMC 2026" --kind sample variables',
    )
    .action((project: string, names: readonly string[], { kind, json }: Json & { readonly kind: ItemKind }) =>
      withHalley(json, (halley) => moveIn(halley, project, names, kind), json ? printJson : printMoved),
    )
}
