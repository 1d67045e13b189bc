import { failure, success, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { operationSettings, type OperationSettings } from '../operations/operationSettings.ts'

/** How operations share the store. @returns `right.denied` for all but administrators */
export async function showLimits({ store, user }: Halley): Promise<Result<OperationSettings>> {
  const no = administratorRefusal(actorOf(user), 'Show the limits')
  return no ? failure(no) : success(await operationSettings(store.catalogue))
}
