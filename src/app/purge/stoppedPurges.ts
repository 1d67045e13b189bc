import { purgeStates } from '../../store/purge/purgeState.ts'
import { unfinishedPurges } from '../../store/purge/purges.ts'
import type { Halley } from '../halley.ts'

/** Ids of purges that have begun and that nobody is at: they wait for a worker, or something was in their way. Oldest first. */
export async function stoppedPurges({ store }: Halley): Promise<readonly string[]> {
  const { catalogue } = store
  const ids = await unfinishedPurges(catalogue)
  const states = await purgeStates(catalogue, ids)
  return ids.filter((id) => states.get(id)?.work !== 'running')
}
