import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import type { Command } from '../../lifecycle/commands.ts'
import { personalProjectOf } from '../../store/catalogue/people.ts'
import type { Slice } from '../../store/state/slice.ts'
import type { State } from '../../lifecycle/state.ts'
import { knownItem } from '../../lifecycle/whereabouts.ts'
import type { TrashEntryRow } from '../../store/catalogue/schema.ts'
import { actorOf } from '../actor.ts'
import type { Restored } from '../contract/trash.ts'
import type { Halley } from '../halley.ts'
import { performOnItem } from '../items/performOnItem.ts'
import { titleOfEntry, type TrashTarget } from './findEntry.ts'

export interface RestoreRequest {
  /** Id of the project to restore into where the old one is not there; null: the old one. What is taken out alone goes to one's own. */
  readonly intoProjectId: string | null
  /** Another name for the root; null: the old one. */
  readonly newName: string | null
}

async function ownProject({ store, user }: Halley): Promise<string> {
  const project = await personalProjectOf(store.catalogue, user.id)
  if (!project) throw new Error(`User ${user.id} has no personal project`)
  return project.id
}

async function commandFor(halley: Halley, target: TrashTarget, request: RestoreRequest): Promise<{ slice: Slice; command: Command }> {
  const actor = actorOf(halley.user)
  const { intoProjectId: into, newName } = request
  const names = newName === null ? {} : { names: [newName] }
  if (target.kind === 'hidden') {
    const intoProjectId = into ?? (await ownProject(halley))
    const { id, name } = target.item
    return {
      slice: { itemIds: [id, intoProjectId], names: [newName ?? name] },
      command: { name: 'takeOut', actor, itemId: id, intoProjectId, newName },
    }
  }
  const { entry, root } = target
  const newNames = new Map(newName === null ? [] : [[root.id, newName]])
  return {
    slice: { entryIds: [entry.id], itemIds: into === null ? [] : [into], ...names },
    command: { name: 'restoreFromTrash', actor, entryId: entry.id, intoProjectId: into, newNames },
  }
}

/** Versions have no name of their own that could be taken. */
function nameless(target: TrashTarget): Fault | null {
  if (target.kind === 'hidden' || target.entry.rootKind !== 'versions') return null
  return makeFault('name.none', `Expected something with a name, found ${titleOfEntry(target.entry, target.root)}.`, {
    hint: 'Restore them without another name.',
  })
}

function againOf({ id, versions }: TrashEntryRow, before: State): Restored['again'] {
  return { companionIds: [...(before.entries.get(id)?.sweptIds ?? [])], versions: JSON.parse(versions ?? '[]') as number[] }
}

/**
 * Brings something back from Trash, as it was, with all that went with it; what is hidden with its project is taken out
 * of it alone. A few rows, whatever the size.
 *
 * @returns `name.taken` with a free name in `proposedName`, `trash.project` where its project is not there, and the
 * other refusals of the rules
 */
export async function restoreFromTrash(halley: Halley, target: TrashTarget, request: RestoreRequest): Promise<Result<Restored>> {
  const noName = request.newName === null ? null : nameless(target)
  if (noName) return failure(noName)
  const done = await performOnItem(halley, await commandFor(halley, target, request))
  if (!done.ok) return done
  const { after } = done.value
  const item = knownItem(after, target.kind === 'hidden' ? target.item.id : target.root.id)
  const words = target.kind === 'hidden' ? `${item.kind} ${item.name}` : titleOfEntry(target.entry, item)
  const projectName = item.kind === 'project' ? null : knownItem(after, item.projectId).name
  const again = target.kind === 'hidden' ? null : againOf(target.entry, done.value.before)
  return success({ words, kind: item.kind, id: item.id, name: item.name, projectName, again })
}
