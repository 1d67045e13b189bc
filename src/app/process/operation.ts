import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Fault, Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import type { Claim } from '../../store/catalogue/operations.ts'
import { claimOperation, endOperation, enqueueOperation, reportOperation } from '../../store/catalogue/operations.ts'
import type { Halley } from '../halley.ts'

const LEASE_MS = 60_000
const HEARTBEAT_MS = 10_000

/** A claimed operation that keeps its lease while the work goes on. */
export interface HeldOperation {
  readonly claim: Claim
  /** Aborts when the caller's signal does, or when the claim is lost. */
  readonly signal: AbortSignal
  /** Ends it as failed or cancelled. */
  abandon(fault: Fault): Promise<void>
  /** Ends it as completed where nothing was published; a publication ends its operation itself. */
  complete(): Promise<void>
  release(): void
}

function leaseUntil(halley: Halley): string {
  return new Date(halley.now().getTime() + LEASE_MS).toISOString()
}

function keepLease(halley: Halley, claim: Claim, lost: AbortController): () => void {
  const beat = async () => {
    const held = await reportOperation(halley.store.catalogue, claim, { leaseUntil: leaseUntil(halley) })
    if (!held) lost.abort()
  }
  const timer = setInterval(() => void beat(), HEARTBEAT_MS)
  return () => clearInterval(timer)
}

/** Adds an operation and claims it for this process. */
export async function holdOperation(
  halley: Halley,
  kind: string,
  runId: string | null,
  signal: AbortSignal,
): Promise<Result<HeldOperation>> {
  const { catalogue } = halley.store
  const id = randomUUID()
  const now = halley.now().toISOString()
  await enqueueOperation(catalogue, { id, kind, runId, actorId: halley.user.id, createdAt: now })
  const worker = `${hostname()}:${process.pid}`
  const row = await claimOperation(catalogue, id, { worker, now, leaseUntil: leaseUntil(halley) })
  if (!row)
    return failure(
      makeFault('run.claimed', `Operation ${id}: expected to be the first to claim it.`, {
        hint: 'Try again.',
        retryable: true,
        data: { id },
      }),
    )
  const claim = { id, attempt: row.attempt }
  const lost = new AbortController()
  const release = keepLease(halley, claim, lost)
  return success({
    claim,
    signal: AbortSignal.any([signal, lost.signal]),
    release,
    abandon: async (fault) => {
      const state = fault.code === 'interrupted' ? 'cancelled' : 'failed'
      await endOperation(catalogue, claim, { state, error: JSON.stringify(fault), endedAt: halley.now().toISOString() })
    },
    complete: async () => {
      await endOperation(catalogue, claim, { state: 'completed', error: null, endedAt: halley.now().toISOString() })
    },
  })
}
