import { settle, type Result } from '../../fault/fault.ts'
import type { Actor } from '../../lifecycle/rights.ts'
import { changeTogether } from '../catalogue/changeTogether.ts'
import { keepConfiguration } from '../catalogue/configurations.ts'
import { claimOperation, enqueueOperation, type Lease } from '../catalogue/operations.ts'
import { readDraft } from '../runFolder.ts'
import { decideAndSave, performCommand, type Decided } from '../state/performCommand.ts'
import type { Store } from '../store.ts'

export interface RevertBeginning {
  readonly runId: string
  /** The version whose content comes back. */
  readonly version: number
  readonly operationId: string
  readonly actor: Actor & { readonly kind: 'user' }
  readonly nowMs: number
  readonly lease: Omit<Lease, 'now'>
  /** Whether the restore log is to name every image and source. */
  readonly debug: boolean
}

/** What a restoring remembers, to be finished by anybody. */
export interface RevertRequestRow {
  readonly target: number
  /** Hash of the draft as the restore found it; null: there was none. */
  readonly draftHash: string | null
  readonly debug: boolean
}

/** Sets a run to Restoring, by an operation that this process holds. */
export function beginRevert(store: Store, beginning: RevertBeginning): Promise<Result<Decided>> {
  const { runId, version, operationId, actor, nowMs, lease, debug } = beginning
  return settle(async () => {
    const draft = await readDraft(store, runId)
    const request: RevertRequestRow = { target: version, draftHash: draft.ok ? draft.value.hash : null, debug }
    const at = new Date(nowMs).toISOString()
    return changeTogether(store.catalogue, (transaction) =>
      decideAndSave(transaction, {
        slice: { itemIds: [runId] },
        command: { name: 'revertVersion', actor, itemId: runId, operationId, version },
        nowMs,
        beforeSave: async () => {
          if (draft.ok) await keepConfiguration(transaction, draft.value.text, at)
          const asked = { request: JSON.stringify(request), runId, actorId: actor.userId, createdAt: at }
          await enqueueOperation(transaction, { id: operationId, kind: 'restore', ...asked })
          await claimOperation(transaction, operationId, { ...lease, now: at })
        },
      }),
    )
  })
}

/** Publishes the version that shows the old content. The operation goes on until the configuration is back too. */
export function completeRevert(
  store: Store,
  { runId, operationId, nowMs }: Pick<RevertBeginning, 'runId' | 'operationId' | 'nowMs'>,
): Promise<Result<Decided>> {
  return performCommand(store, {
    slice: { itemIds: [runId], depth: 'results' },
    command: { name: 'complete', actor: { kind: 'worker' }, itemId: runId, operationId, attempt: 1, result: null },
    nowMs,
    beforeSave: async (transaction) => {
      await transaction.updateTable('operations').set({ stage: 'configuration' }).where('id', '=', operationId).execute()
    },
  })
}
