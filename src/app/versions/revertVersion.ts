import { randomUUID } from 'node:crypto'
import type { Fault, Result } from '../../fault/fault.ts'
import { failure, makeFault, settle, success } from '../../fault/fault.ts'
import { beginRevert, completeRevert } from '../../store/publishing/publishRevert.ts'
import { letGoOfOperation } from '../../store/catalogue/operations.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { actorOf } from '../actor.ts'
import type { RevertPreview } from '../contract/version.ts'
import type { Halley } from '../halley.ts'
import { workerName } from '../operations/workerProcess.ts'
import { writeInTheEnd } from '../operations/writeInTheEnd.ts'
import { damagedFault } from './damagedFault.ts'
import { finishRevert, type FinishedRevert } from './finishRevert.ts'
import { applyVersionRule } from './trashVersions.ts'
import { previewRevert } from './previewRevert.ts'

export type RevertStep = 'begin' | 'publish' | 'finish'

export interface RevertRequest {
  /** The version to go back to; null: the one that is offered. */
  readonly to: number | null
  /** Also log each image and each source that leaves or comes back. */
  readonly debug: boolean
  /** Called before each durable step. */
  readonly onStep?: (step: RevertStep) => void | Promise<void>
}

export interface RevertOutcome extends Omit<RevertPreview, 'head'>, FinishedRevert {
  /** Why the rule of the run for its versions could not be kept, which changes nothing of the restore; null where it could. */
  readonly ruleFault: Fault | null
}

const LEASE_MS = 60_000

/** What is published stays so; whoever opens the store next does what remains. */
function unfinished({ name }: RunRow, target: number, { message, hint, data }: Fault): Fault {
  const words = `Run ${name} shows the content of version ${target}, but its configuration or the log could not be written: ${message}`
  return makeFault('version.unfinished', words, { hint: `${hint} The next command on this store does what remains.`, data })
}

/** Leaves it to whoever looks next to say what became of it: finished where its version is published, else never begun. */
async function letGo({ store, now }: Halley, operationId: string): Promise<void> {
  const claim = { id: operationId, attempt: 1 }
  await settle(() => writeInTheEnd(() => letGoOfOperation(store.catalogue, claim, now().toISOString())))
}

/**
 * Restore Run: makes a new version that shows the files of an earlier one, puts its configuration back, and writes the
 * restore log. Files are checked before anything changes. It can itself be undone, in any direction, any number of times.
 *
 * @returns the refusals of `revertVersion`; `version.damaged` where files of the target are missing or altered;
 * `version.unfinished` where the old content is shown, and the configuration is to follow
 */
export async function revertVersion(halley: Halley, run: RunRow, { to, debug, onStep }: RevertRequest): Promise<Result<RevertOutcome>> {
  const { store, user } = halley
  const preview = await previewRevert(halley, run, to)
  if (!preview.ok) return preview
  const { target } = preview.value
  const version = await findVersion(store.catalogue, run.id, target)
  if (!version) throw new Error(`Version ${target} of run ${run.id} was found and is not there`)
  const damaged = await damagedFault(store, run, target, version.resultId)
  if (damaged) return failure(damaged)
  const now = halley.now()
  const operationId = randomUUID()
  await onStep?.('begin')
  const lease = { worker: workerName(), leaseUntil: new Date(now.getTime() + LEASE_MS).toISOString() }
  const begun = await beginRevert(store, {
    runId: run.id,
    version: target,
    operationId,
    actor: actorOf(user),
    nowMs: now.getTime(),
    lease,
    debug,
  })
  if (!begun.ok) return begun
  await onStep?.('publish')
  const published = await completeRevert(store, { runId: run.id, operationId, nowMs: halley.now().getTime() })
  if (!published.ok) {
    await letGo(halley, operationId)
    return published
  }
  await onStep?.('finish')
  const finished = await settle(() => finishRevert(halley, operationId))
  if (!finished.ok) {
    await letGo(halley, operationId)
    return failure(unfinished(run, target, finished.fault))
  }
  const pruned = await applyVersionRule(halley, run.id)
  return success({ ...preview.value, ...finished.value, ruleFault: pruned.ok ? null : pruned.fault })
}
