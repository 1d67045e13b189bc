import type { Fault, Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { may } from '../../lifecycle/rights.ts'
import type { Item, ItemKind, State } from '../../lifecycle/state.ts'
import { knownItem, title } from '../../lifecycle/whereabouts.ts'
import { itemIdsByName } from '../../store/catalogue/itemNames.ts'
import type { TrashEntryRow } from '../../store/catalogue/schema.ts'
import { entriesNamed } from '../../store/catalogue/trashEntries.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'

/** A thing in the trash as a person names it. */
export interface TrashName {
  /** Null: of any kind. */
  readonly kind: ItemKind | null
  /** Name or id of the item, or id of the entry. */
  readonly name: string
}

/** What a person means by it: an entry, or something that is hidden with its project and can be taken out alone. */
export type TrashTarget =
  | { readonly kind: 'entry'; readonly entry: TrashEntryRow; readonly root: Item }
  | { readonly kind: 'hidden'; readonly item: Item }

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const kinds: readonly ItemKind[] = ['project', 'run', 'sample', 'analysis']

/** What an entry is of, such as `run lmc` or `versions 1, 2 of run lmc`. */
export function titleOfEntry({ rootKind, versions }: TrashEntryRow, root: Item): string {
  if (rootKind !== 'versions') return title(root)
  const numbers = JSON.parse(versions ?? '[]') as number[]
  return `${numbers.length === 1 ? 'version' : 'versions'} ${numbers.join(', ')} of ${title(root)}`
}

function ambiguous(name: string, state: State, rows: readonly TrashEntryRow[]): Fault {
  const each = rows.map(
    (row) => `${titleOfEntry(row, knownItem(state, row.rootId))} of ${row.at.slice(0, 16).replace('T', ' ')}: ${row.id}`,
  )
  const message = `${name}: expected the name of one thing in Trash, found ${rows.length}: ${each.join('; ')}.`
  return makeFault('item.ambiguous', message, { hint: 'Give the id of one.', data: { name, entryIds: rows.map(({ id }) => id) } })
}

function swept(item: Item, root: Item): Fault {
  const message = `Expected the root of a trash entry, found ${title(item)}, which went to Trash with ${title(root)}.`
  const hint = `Restore or delete ${title(root)}: what went with it follows.`
  return makeFault('trash.swept', message, { hint, data: { itemId: item.id, rootId: root.id } })
}

/** Something that is in the trash and is the root of no entry: hidden with its project, or taken along with something else. */
async function withinEntry(halley: Halley, { kind, name }: TrashName): Promise<Result<TrashTarget>> {
  const found = await findItem(halley, kind, name, { inTrash: true })
  if (!found.ok) return found
  const item = found.value
  if (item.state.place === 'live') return success({ kind: 'hidden', item })
  const { catalogue } = halley.store
  const [entry] = 'entryId' in item.state ? await entriesNamed(catalogue, [item.state.entryId], []) : []
  const root = entry && (await loadItemsAlone(catalogue, [entry.rootId])).items.get(entry.rootId)
  return failure(swept(item, root ?? item))
}

/**
 * What a person means among what is in the trash and what they control.
 *
 * @returns `item.ambiguous` with the ids of entries, `trash.swept` for what went along with something else, and the faults of {@link findItem}
 */
export async function findEntry(halley: Halley, { kind, name }: TrashName): Promise<Result<TrashTarget>> {
  const { catalogue } = halley.store
  const isId = idForm.test(name)
  const wanted = kind === null ? kinds : [kind]
  const itemIds = isId ? [name] : (await Promise.all(wanted.map((each) => itemIdsByName(catalogue, each, name)))).flat()
  const rows = await entriesNamed(catalogue, isId ? [name] : [], itemIds)
  const state = await loadItemsAlone(
    catalogue,
    rows.map(({ rootId }) => rootId),
  )
  const actor = actorOf(halley.user)
  const isMeant = (item: Item) => wanted.includes(item.kind) && may(state, actor, 'restoreFromTrash', item) === 'allowed'
  const own = rows.filter((row) => isMeant(knownItem(state, row.rootId)))
  const [entry] = own
  if (own.length > 1) return failure(ambiguous(name, state, own))
  if (entry) return success({ kind: 'entry', entry, root: knownItem(state, entry.rootId) })
  return withinEntry(halley, { kind, name })
}
