import { isBusy } from '../../lifecycle/runState.ts'
import type { Item, Run } from '../../lifecycle/state.ts'
import { statusWord, whereabouts } from '../../lifecycle/whereabouts.ts'
import { liveItemIds } from '../../store/catalogue/itemNames.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import type { Halley } from '../halley.ts'

export interface ClearableRuns {
  readonly runs: readonly Run[]
  /** Runs at work, which stay as they are, with what they do. */
  readonly busy: readonly { readonly name: string; readonly words: string }[]
}

/** The user's own runs that have something to clear. */
export async function clearableRuns({ store, user }: Halley): Promise<ClearableRuns> {
  const state = await loadItemsAlone(store.catalogue, await liveItemIds(store.catalogue, 'run'))
  const isOwn = (item: Item): item is Run => item.kind === 'run' && item.ownerId === user.id && whereabouts(state, item) === 'live'
  const own = [...state.items.values()].filter(isOwn)
  const busy = own.filter((run) => run.state.place === 'live' && isBusy(run.state))
  return {
    runs: own.filter((run) => run.state.place === 'live' && !isBusy(run.state) && run.state.work !== 'initialised'),
    busy: busy.map((run) => ({ name: run.name, words: statusWord(state, run) })),
  }
}
