import { failure, settle, success, type Result } from '../../fault/fault.ts'
import { rightRefusal } from '../../lifecycle/decide/ground.ts'
import { knownItem } from '../../lifecycle/whereabouts.ts'
import { findRun } from '../../store/catalogue/runs.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { keepTables } from '../../store/views/keepTables.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

/**
 * Copies the tables that runs show to `kept/<time>/` in their directories, before they are cleared. What is kept is the
 * user's.
 *
 * @returns the folders; of runs that show nothing there is none
 */
export async function keepParquet(halley: Halley, runIds: readonly string[]): Promise<Result<readonly string[]>> {
  const { store, user, now } = halley
  const state = await loadItemsAlone(store.catalogue, runIds)
  for (const id of runIds) {
    const denied = rightRefusal(state, actorOf(user), { operation: 'trash', label: 'Clear' }, knownItem(state, id))
    if (denied) return failure(denied)
  }
  const folders: string[] = []
  for (const id of runIds) {
    const run = await findRun(store.catalogue, id)
    const head = run && run.headVersion !== null ? await findVersion(store.catalogue, id, run.headVersion) : undefined
    if (!run || !head) continue
    const kept = await settle(() => keepTables(store, { runId: id, runName: run.name, resultId: head.resultId, at: now() }))
    if (!kept.ok) return kept
    folders.push(kept.value)
  }
  return success(folders)
}
