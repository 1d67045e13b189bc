import { failure, success, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { actorOf } from '../actor.ts'
import type { ShownPlan } from '../contract/plan.ts'
import type { Halley } from '../halley.ts'
import { serverRetention } from '../trash/serverRetention.ts'
import { judgeDue, showSweep, type Stopped } from '../trash/sweepDue.ts'

export interface Retention {
  /** Days that things stay in the Trash of a project that does not say so itself; 0: until somebody deletes them. */
  readonly days: number
  /** Everything that is due now; null: nothing is. */
  readonly due: ShownPlan | null
  /** Why a sweep would purge nothing of it; null: it would. */
  readonly stopped: Stopped | null
}

/** How long things stay in Trash, and what a sweep would do now. @returns `right.denied` for all but administrators */
export async function showRetention(halley: Halley): Promise<Result<Retention>> {
  const no = administratorRefusal(actorOf(halley.user), 'Show the retention')
  if (no) return failure(no)
  const days = await serverRetention(halley)
  if (!days.ok) return days
  const due = await showSweep(halley)
  if (!due.ok) return due
  return success({ days: days.value, due: due.value, stopped: due.value ? await judgeDue(halley) : null })
}
