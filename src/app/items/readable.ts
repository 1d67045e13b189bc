import { allowedCommands } from '../../lifecycle/allowedCommands.ts'
import type { CommandName } from '../../lifecycle/commands.ts'
import { may } from '../../lifecycle/rights.ts'
import type { Item } from '../../lifecycle/state.ts'
import { statusWord, whereabouts, type Whereabouts } from '../../lifecycle/whereabouts.ts'
import { runsInPlaces } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

/** A row of the catalogue with what the rules know of its item. */
export interface Readable<Row> {
  readonly row: Row
  readonly item: Item
  readonly where: Whereabouts
  /** Where it is, or what it is doing, as a screen says it. */
  readonly words: string
  readonly projectName: string
  /** What the user may do to it now. */
  readonly commands: readonly CommandName[]
}

/**
 * Of rows of items those that the user may read, in their order. What has gone elsewhere since they were read, such as to
 * the Trash, belongs to another list by now.
 */
export async function readable<Row extends { readonly id: string; readonly place: Item['state']['place'] }>(
  { store, user }: Halley,
  rows: readonly Row[],
): Promise<readonly Readable<Row>[]> {
  const state = await loadItemsAlone(
    store.catalogue,
    rows.map(({ id }) => id),
  )
  const actor = actorOf(user)
  return rows.flatMap((row) => {
    const item = state.items.get(row.id)
    if (item?.state.place !== row.place || may(state, actor, 'read', item) !== 'allowed') return []
    const projectName = item.kind === 'project' ? item.name : (state.items.get(item.projectId)?.name ?? '')
    // Those of what is in the Trash are of its entry, which is not loaded.
    const commands = item.state.place === 'trashed' ? [] : allowedCommands(state, actor, item).map(({ command }) => command)
    return [{ row, item, where: whereabouts(state, item), words: statusWord(state, item), projectName, commands }]
  })
}

/**
 * The runs of a user's lists, newest change first: those that are live, and those that are on their way out until they
 * are gone.
 *
 * @param nameOrId of the ones to list; default: all
 */
export async function readableRuns(halley: Halley, nameOrId?: string): Promise<readonly Readable<RunRow>[]> {
  const runs = await readable(halley, await runsInPlaces(halley.store.catalogue, ['live', 'purging'], nameOrId))
  return runs.filter(({ where }) => where !== 'hidden')
}
