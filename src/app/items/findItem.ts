import type { Fault, Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { may } from '../../lifecycle/rights.ts'
import type { Item, ItemKind, State } from '../../lifecycle/state.ts'
import { statusWord, title, whereabouts, type Whereabouts } from '../../lifecycle/whereabouts.ts'
import { itemIdsByName, liveItemIds } from '../../store/catalogue/itemNames.ts'
import { lastTombstone } from '../../store/catalogue/tombstones.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import { nearestName } from '../contract/nearestName.ts'
import type { Halley } from '../halley.ts'

export interface FindOptions {
  /** Look among what is in the trash, by itself or with its project, instead of among what is live. */
  readonly inTrash?: boolean
}

const kinds: readonly ItemKind[] = ['project', 'run', 'sample', 'analysis']
const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const trashPlaces: readonly Whereabouts[] = ['trashed', 'hidden', 'purging']

/** Of the items with these ids those that the user may see. */
async function seenItems({ store, user }: Halley, ids: readonly string[]): Promise<{ readonly state: State; readonly items: Item[] }> {
  const state = await loadItemsAlone(store.catalogue, ids)
  const actor = actorOf(user)
  const items = [...new Set(ids)].flatMap((id) => {
    const item = state.items.get(id)
    return item && may(state, actor, 'read', item) === 'allowed' ? [item] : []
  })
  return { state, items }
}

async function notFound(halley: Halley, kind: ItemKind | null, name: string, { inTrash }: FindOptions): Promise<Fault> {
  const word = kind ?? 'item'
  const place = inTrash ? ' in Trash' : ''
  const article = word === 'analysis' || word === 'item' ? 'an' : 'a'
  const message = `${kind === null ? '' : `${kind} `}${name}: expected the name or the id of ${article} ${word}${place} that you may see, found none.`
  const near = kind === null || inTrash ? null : await nearestSeen(halley, kind, name)
  const hint = near ? `Did you mean ${near}?` : inTrash ? 'List what is there: ./halley trash list' : listHints[kind ?? 'run']
  return makeFault('item.notFound', message, { hint, data: { kind, name } })
}

const listHints: Readonly<Record<ItemKind, string>> = {
  project: 'List them: ./halley project list',
  run: 'List them: ./halley status',
  sample: 'List them: ./halley sample list',
  analysis: 'List them: ./halley analysis list',
}

async function nearestSeen(halley: Halley, kind: ItemKind, name: string): Promise<string | null> {
  const { state, items } = await seenItems(halley, await liveItemIds(halley.store.catalogue, kind))
  const names = items.filter((item) => whereabouts(state, item) === 'live').map((item) => item.name)
  return nearestName(name, names)
}

function ambiguous(name: string, items: readonly Item[]): Fault {
  const ids = items.map((item) => item.id)
  const message = `${name}: expected the name of one item, found ${items.length} of that name: ${items.map((item) => `${item.kind} ${item.id}`).join(', ')}.`
  return makeFault('item.ambiguous', message, { hint: 'Give its id, or PROJECT/NAME.', data: { name, ids } })
}

function elsewhere(state: State, item: Item, { inTrash }: FindOptions): Fault {
  const found = statusWord(state, item)
  const message = `Expected ${title(item)} to be ${inTrash ? 'in Trash' : 'live'}, found it ${found}.`
  const isTrashed = item.state.place === 'trashed'
  const hint = inTrash
    ? 'It is not in Trash: nothing needs to be restored or deleted there.'
    : isTrashed
      ? `Restore it first: ./halley trash restore ${item.name}`
      : 'Restore its project from Trash, or this alone into your own project: see ./halley trash list'
  return makeFault('item.state', message, { hint, data: { itemId: item.id, found } })
}

/** What is known of the item that was deleted permanently, of several of one name the last. */
async function gone({ store }: Halley, items: readonly [Item, ...Item[]]): Promise<Fault> {
  const ids = items.map(({ id }) => id)
  const tombstone = await lastTombstone(store.catalogue, ids)
  const item = items.find(({ id }) => id === tombstone?.itemId) ?? items[0]
  const when = tombstone ? ` on ${tombstone.purgedAt.slice(0, 10)}` : ''
  const why = tombstone?.reason ? ` Reason: ${tombstone.reason}` : ''
  const hint =
    item.kind === 'run' && tombstone?.configurationHash
      ? `It cannot come back. A new run from its configuration: ./halley init NEW --from-deleted ${item.id}`
      : 'It cannot come back.'
  return makeFault('item.gone', `${title(item)} was deleted permanently${when}.${why}`, { hint, data: { ...tombstone, itemId: item.id } })
}

/**
 * The one item that a user means by a name, by `PROJECT/NAME`, or by an id, among those that they may see: what they may
 * not see is not found.
 *
 * @param kind null: of any kind
 * @returns `item.notFound`, `item.ambiguous` with the ids, `item.state` for one that is live when it should be in the trash
 * or the other way round, `item.gone` with the tombstone for one that was deleted permanently
 */
export async function findItem(halley: Halley, kind: ItemKind | null, nameOrId: string, options: FindOptions = {}): Promise<Result<Item>> {
  const { catalogue } = halley.store
  const wanted = kind === null ? kinds : [kind]
  const ids = idForm.test(nameOrId)
    ? [nameOrId]
    : (await Promise.all(wanted.map((each) => itemIdsByName(catalogue, each, nameOrId)))).flat()
  const { state, items } = await seenItems(halley, ids)
  const ofKind = items.filter((item) => wanted.includes(item.kind))
  const isThere = (item: Item) => {
    const where = whereabouts(state, item)
    return options.inTrash ? trashPlaces.includes(where) : where === 'live'
  }
  const found = ofKind.filter(isThere)
  const [first] = found
  if (first) return found.length === 1 ? success(first) : failure(ambiguous(nameOrId, found))
  const other = ofKind.find((item) => item.state.place !== 'purged')
  if (other) return failure(elsewhere(state, other, options))
  const [deleted, ...others] = ofKind
  return failure(deleted ? await gone(halley, [deleted, ...others]) : await notFound(halley, kind, nameOrId, options))
}
