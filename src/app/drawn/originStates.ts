import { whereabouts, type Whereabouts } from '../../lifecycle/whereabouts.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import type { Halley } from '../halley.ts'

/** How the run or sample is that something was made from: what was made from it stays whatever becomes of it. */
export interface OriginState {
  readonly where: Whereabouts
  /** A remark for the screen, such as "its run is in Trash"; empty while it is live. */
  readonly remark: string
}

function remarkOf(kind: string, where: Whereabouts): string {
  if (where === 'live') return ''
  if (where === 'purged') return `its ${kind} was deleted`
  return where === 'purging' ? `its ${kind} is being deleted` : `its ${kind} is in Trash`
}

/** Where the runs and samples with these ids are, by id. */
export async function originStates({ store }: Halley, ids: readonly string[]): Promise<ReadonlyMap<string, OriginState>> {
  const state = await loadItemsAlone(store.catalogue, [...new Set(ids)])
  return new Map(
    [...new Set(ids)].map((id) => {
      const item = state.items.get(id)
      const where = item ? whereabouts(state, item) : 'purged'
      return [id, { where, remark: remarkOf(item?.kind ?? 'origin', where) }]
    }),
  )
}
