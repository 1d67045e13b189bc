import { settle, type Fault, type Result } from '../../fault/fault.ts'
import { purgeStates, type PurgeState } from '../../store/purge/purgeState.ts'
import type { Deleting, PurgeView } from '../contract/trash.ts'
import type { Halley } from '../halley.ts'
import { knownPurge } from './knownPurge.ts'

/** How far a purge is, and why it does not go on where it does not. */
export function howFar({ purgeId, operationId, folders, removed, work, error }: PurgeState): Deleting {
  const isStopped = error !== null && work !== 'queued' && work !== 'running'
  const fault = isStopped ? (JSON.parse(error) as Fault) : null
  return {
    purgeId,
    operationId,
    folders,
    removed,
    isWaiting: work !== 'running',
    fault: fault && { code: fault.code, message: fault.message, hint: fault.hint },
  }
}

/** How far a permanent deletion is. @returns `item.notFound` for who may not see it */
export function showPurge(halley: Halley, purgeId: string): Promise<Result<PurgeView>> {
  const { catalogue } = halley.store
  return settle(async () => {
    const purge = await knownPurge(catalogue, halley, purgeId)
    const state = (await purgeStates(catalogue, [purgeId])).get(purgeId)
    if (!state) throw new Error(`Purge ${purgeId} was found and has no state`)
    return { ...howFar(state), isDone: purge.endedAt !== null, bytes: state.bytes }
  })
}
