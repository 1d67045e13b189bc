import { failure, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import type { ChainState } from '../../store/catalogue/auditSeals.ts'
import { verifyHistory } from '../audit/verifyHistory.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

/** {@link verifyHistory} for those who may; it reads all events. @returns `right.denied` for all but administrators */
export function verifyForAdministrator(halley: Halley, expectedHead: string | null): Promise<Result<ChainState>> | Result<never> {
  const no = administratorRefusal(actorOf(halley.user), 'Verify the history')
  return no ? failure(no) : verifyHistory(halley, expectedHead)
}
