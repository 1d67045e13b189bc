import { failure, success, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { sealState, type ChainState } from '../../store/catalogue/auditSeals.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

type Seal = Omit<ChainState, 'broken'>

/** How far the history is sealed. @returns `right.denied` for others than administrators */
export async function showSeal({ store, user }: Halley): Promise<Result<Seal>> {
  const denied = administratorRefusal(actorOf(user), 'The seal of the history')
  return denied ? failure(denied) : success(await sealState(store.catalogue))
}
