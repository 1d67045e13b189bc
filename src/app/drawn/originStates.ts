import type { z } from 'zod'
import { may } from '../../lifecycle/rights.ts'
import { whereabouts, type Whereabouts } from '../../lifecycle/whereabouts.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { actorOf } from '../actor.ts'
import type { Frozen } from '../contract/api/endpoint.ts'
import type { originStateSchema } from '../contract/drawn.ts'
import type { Halley } from '../halley.ts'

export type OriginState = Frozen<z.output<typeof originStateSchema>>

function remarkOf(kind: string, where: Whereabouts): string {
  if (where === 'live') return ''
  if (where === 'purged') return `its ${kind} was deleted`
  return where === 'purging' ? `its ${kind} is being deleted` : `its ${kind} is in Trash`
}

/** Where the runs and samples with these ids are, by id. */
export async function originStates({ store, user }: Halley, ids: readonly string[]): Promise<ReadonlyMap<string, OriginState>> {
  const state = await loadItemsAlone(store.catalogue, [...new Set(ids)])
  const actor = actorOf(user)
  return new Map(
    [...new Set(ids)].map((id) => {
      const item = state.items.get(id)
      const where = item ? whereabouts(state, item) : 'purged'
      const canRead = item !== undefined && where !== 'purged' && may(state, actor, 'read', item) === 'allowed'
      return [id, { where, remark: remarkOf(item?.kind ?? 'origin', where), canRead }]
    }),
  )
}
