import { success, type Result } from '../../fault/fault.ts'
import { retentionDays as daysOf } from '../../lifecycle/retention.ts'
import type { Project } from '../../lifecycle/state.ts'
import { knownItem } from '../../lifecycle/whereabouts.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { performOnItem } from '../items/performOnItem.ts'

/**
 * Sets how long what goes to the Trash of a project from now on stays there.
 *
 * @param days 0: until somebody deletes it; null: as the server is set
 * @returns the days that hold now
 */
export async function setRetention(halley: Halley, projectId: string, days: number | null): Promise<Result<number>> {
  const command = { name: 'setRetention', actor: actorOf(halley.user), itemId: projectId, retentionDays: days } as const
  const decided = await performOnItem(halley, { slice: { itemIds: [projectId] }, command })
  if (!decided.ok) return decided
  const { after } = decided.value
  return success(daysOf(after, knownItem(after, projectId) as Project))
}

/** {@link setRetention} of a project that a user names. */
export async function setRetentionOf(halley: Halley, nameOrId: string, days: number | null): Promise<Result<number>> {
  const found = await findItem(halley, 'project', nameOrId)
  return found.ok ? setRetention(halley, found.value.id, days) : found
}
