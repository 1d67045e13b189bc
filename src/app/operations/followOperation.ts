import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { findOperation } from '../../store/catalogue/operations.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import type { OperationView } from '../contract/operation.ts'
import type { Halley } from '../halley.ts'
import { operationViews } from './operationViews.ts'

const LOOK_MS = 250

export interface FollowRequest {
  /** Stops looking; the operation goes on. */
  readonly signal: AbortSignal
  /** Called with each change, and with the first look. */
  readonly onChange: (view: OperationView) => void
}

/** Looks at an operation, from whatever process, until it has ended. @returns how it was last seen */
export async function followOperation(
  halley: Halley,
  { id }: Pick<OperationRow, 'id'>,
  { signal, onChange }: FollowRequest,
): Promise<OperationView> {
  for (let last: OperationView | undefined; ;) {
    const row = await findOperation(halley.store.catalogue, id)
    const [view] = row ? await operationViews(halley, [row]) : []
    if (!view) throw new Error(`Operation ${id} was found and is not there`)
    if (!isDeepStrictEqual(view, last)) onChange(view)
    if (view.endedAt !== null || signal.aborted) return view
    last = view
    await sleep(LOOK_MS, undefined, { signal }).catch(() => {})
  }
}
