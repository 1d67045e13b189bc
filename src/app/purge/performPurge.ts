import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { failure, makeFault, refuse, Refusal, settle, success, type Result } from '../../fault/fault.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { enqueueOperation, findOperation } from '../../store/catalogue/operations.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { findPurge, givePurgeTo } from '../../store/purge/purges.ts'
import { removePurged, type PurgeProgress, type PurgeStep } from '../../store/purge/removePurged.ts'
import type { ProgressListener } from '../contract/progress.ts'
import type { Halley } from '../halley.ts'
import type { Assignment } from '../operations/assignment.ts'
import { claimOwnIn } from '../operations/claims.ts'
import type { Workbench } from '../operations/workbench.ts'
import { workOn } from '../operations/workOn.ts'

/** What a purge is asked for, as the catalogue keeps it. */
export const purgingRequest = z.object({ purgeId: z.string() })

export interface PurgeOutcome {
  readonly purgeId: string
  readonly freedBytes: number
}

export interface PerformPurgeRequest {
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
  /** Called before each durable step. */
  readonly onStep?: (step: PurgeStep) => void | Promise<void>
}

type Listening = Omit<PerformPurgeRequest, 'signal'>

/** Tells of files as of the units of one stage. */
function fileReporter(onProgress: ProgressListener) {
  const started = performance.now()
  let isStarted = false
  return {
    advance: ({ removedFiles: done, files: total }: PurgeProgress) => {
      if (!isStarted) onProgress({ kind: 'started', stage: 'removal', total })
      isStarted = true
      onProgress({ kind: 'advanced', stage: 'removal', done, total })
    },
    finish: (summary: string) => {
      const seconds = (performance.now() - started) / 1000
      if (isStarted) onProgress({ kind: 'finished', stage: 'removal', seconds, summary })
    },
  }
}

async function removeAtBench(
  { store, now }: Halley,
  operation: OperationRow,
  bench: Workbench,
  { onProgress, onStep }: Listening,
): Promise<Result<PurgeOutcome>> {
  const { purgeId } = purgingRequest.parse(JSON.parse(operation.request))
  const reporter = fileReporter((event) => {
    bench.report(event)
    onProgress(event)
  })
  const checkStop = () => {
    const fault = bench.stopFault()
    if (fault) throw new Refusal(fault)
  }
  const freed = await removePurged(store, operation, purgeId, { now, checkStop, onProgress: reporter.advance, ...(onStep && { onStep }) })
  reporter.finish(freed.ok ? 'all files are gone' : 'stopped')
  return freed.ok ? success({ purgeId, freedBytes: freed.value }) : freed
}

/** Removes the files of a purge that a worker has taken. */
export function performPurging({ halley, operation, bench }: Assignment<z.infer<typeof purgingRequest>>): Promise<Result<PurgeOutcome>> {
  return removeAtBench(halley, operation, bench, { onProgress: () => {} })
}

/** Removes the files of a purge whose operation this process has claimed. After a stop any worker goes on with it. */
export async function finishPurge(
  halley: Halley,
  operation: OperationRow,
  { signal, ...listening }: PerformPurgeRequest,
): Promise<Result<PurgeOutcome>> {
  const task = { operation, threads: 1, signal, onSignal: 'handBack', outcomeOf: (outcome: PurgeOutcome) => outcome } as const
  const done = await workOn(halley, task, (bench) => removeAtBench(halley, operation, bench, listening))
  if (done.ok || done.fault.code !== 'interrupted.handedBack') return done
  return failure(
    makeFault('interrupted', 'Interrupted: what is deleted cannot come back, some of its files are still there.', {
      hint: 'A worker goes on with it, or ./halley trash resume',
      retryable: true,
      data: { operation: operation.id },
    }),
  )
}

/**
 * The operation of a purge: the one that waits or works, or a new one after an attempt that ended without an end.
 *
 * @throws `Refusal` with `purge.ended`
 */
export async function operationOfPurge(transaction: Catalogue, { now }: Halley, purgeId: string): Promise<string> {
  const purge = await findPurge(transaction, purgeId)
  const last = await findOperation(transaction, purge?.operationId ?? '')
  if (!purge || purge.endedAt !== null) {
    refuse('purge.ended', `Purge ${purgeId}: expected one that is under way, found none.`, {
      hint: 'It is done: ./halley trash list shows what is left.',
      data: { purgeId },
    })
  }
  if (last?.state === 'queued' || last?.state === 'running') return last.id
  const operationId = randomUUID()
  const createdAt = now().toISOString()
  const asked = { kind: 'purge', runId: null, actorId: purge.byUserId, subjectId: purgeId, request: JSON.stringify({ purgeId }) }
  await enqueueOperation(transaction, { id: operationId, ...asked, createdAt, isDetached: 1 })
  await givePurgeTo(transaction, purgeId, operationId)
  return operationId
}

async function claimPurge(transaction: Catalogue, halley: Halley, purgeId: string): Promise<OperationRow> {
  const operationId = await operationOfPurge(transaction, halley, purgeId)
  const turn = await claimOwnIn(transaction, halley, operationId)
  if (turn.kind === 'claimed') return turn.operation
  return refuse('purge.atWork', `Purge ${purgeId}: expected one that waits, found that another process is at it.`, {
    hint: `Follow it: ./halley operations ${operationId} --follow`,
    retryable: true,
    data: { purgeId, operation: operationId },
  })
}

/**
 * Goes on with a purge that has begun and was interrupted, or blocked, by whomever.
 *
 * @returns `purge.atWork` where another process is at it, `purge.ended` where it is done, `removal.*` and `store.*` where
 * something still is in the way: it stays Deleting, and can be gone on with
 */
export async function performPurge(halley: Halley, purgeId: string, request: PerformPurgeRequest): Promise<Result<PurgeOutcome>> {
  const claimed = await settle(() => changeTogether(halley.store.catalogue, (transaction) => claimPurge(transaction, halley, purgeId)))
  return claimed.ok ? finishPurge(halley, claimed.value, request) : claimed
}
