import type { Result } from '../../fault/fault.ts'
import { settle } from '../../fault/fault.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { decideAndSave } from '../../store/state/performCommand.ts'
import { sliceOf } from '../../store/state/sliceOf.ts'
import type { Halley } from '../halley.ts'

/** Keeps items from being purged while an operation reads them, until it ends. @returns `item.state` where one is not live */
export function beginUses({ store, now }: Halley, operationId: string, itemIds: Iterable<string>, words: string): Promise<Result<void>> {
  return settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      for (const itemId of itemIds) {
        const command = { name: 'beginUse', actor: { kind: 'worker' }, itemId, operationId, words } as const
        await decideAndSave(transaction, { slice: sliceOf(command), command, nowMs: now().getTime() })
      }
    }),
  )
}
