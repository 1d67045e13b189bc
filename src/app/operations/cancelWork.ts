import type { Fault, Result } from '../../fault/fault.ts'
import { failure, makeFault, refuse, settle, success } from '../../fault/fault.ts'
import { userRefusal } from '../../lifecycle/decide/ground.ts'
import type { State } from '../../lifecycle/state.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { cancelOperation } from '../../store/catalogue/operations.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { performCommand } from '../../store/state/performCommand.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { endUseOf } from './endWork.ts'

function onlyForward({ id }: OperationRow): Fault {
  return makeFault('operation.onlyForward', 'Cancel: expected work that can be stopped, found a purge, which only goes forward.', {
    hint: `What it deletes cannot come back. Follow it: ./halley operations ${id} --follow`,
    data: { operation: id },
  })
}

function hasEnded({ id, state }: OperationRow): Fault {
  return makeFault('operation.ended', `Operation ${id}: expected work that waits or goes on, found it ended.`, {
    hint: 'There is nothing to cancel.',
    data: { operation: id, state },
  })
}

function notYours({ id }: OperationRow): Fault {
  return makeFault('right.denied', `Operation ${id}: expected who asked for it or an administrator, found another user.`, {
    hint: 'Ask who started it, or an administrator.',
    data: { operation: id },
  })
}

/** The rules end the work of a run, and with it the operation that holds the run. */
async function cancelWorkOfRun(halley: Halley, operation: OperationRow, itemId: string): Promise<Result<void>> {
  const command = (state: State) => {
    const run = state.items.has(itemId) ? knownRun(state, itemId) : undefined
    const holder = run?.state.place === 'live' && 'operation' in run.state ? run.state.operation.id : null
    if (run && holder !== operation.id) {
      const { code, message, ...details } = hasEnded(operation)
      refuse(code, message, details)
    }
    return { name: 'cancel', actor: actorOf(halley.user), itemId } as const
  }
  const done = await performCommand(halley.store, { slice: { itemIds: [itemId] }, command, nowMs: halley.now().getTime() })
  return done.ok ? success(undefined) : done
}

/**
 * Cancels an operation that waits or goes on. It ends at once, and can publish nothing any more; whoever works on it
 * finds out within a second.
 *
 * @returns `operation.onlyForward` for a purge, `operation.ended`, and the refusals of the rules: who may process a run
 * may cancel its work; other work is cancelled by who asked for it, or an administrator
 */
export async function cancelWork(halley: Halley, operation: OperationRow): Promise<Result<void>> {
  const { store, user } = halley
  if (operation.kind === 'purge') return failure(onlyForward(operation))
  if (operation.runId !== null) return cancelWorkOfRun(halley, operation, operation.runId)
  const denied = userRefusal(actorOf(user), 'write')
  if (denied) return failure(denied)
  if (operation.actorId !== user.id && user.isAdministrator !== 1) return failure(notYours(operation))
  const now = halley.now()
  return settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      const isCancelled = await cancelOperation(transaction, operation.id, now.toISOString())
      const { code, message, ...details } = hasEnded(operation)
      if (!isCancelled) refuse(code, message, details)
      await endUseOf(transaction, operation.id, now)
    }),
  )
}
