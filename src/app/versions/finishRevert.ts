import { basename } from 'node:path'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import { endOperation, findOperation } from '../../store/catalogue/operations.ts'
import type { OperationRow, VersionRow } from '../../store/catalogue/schema.ts'
import { versionOfOperation } from '../../store/catalogue/versions.ts'
import type { RevertRequestRow } from '../../store/publishing/publishRevert.ts'
import { keepEdits, readDraft, writeDraft } from '../../store/runFolder.ts'
import { loadState } from '../../store/state/loadState.ts'
import { healViewOf } from '../../store/views/healViews.ts'
import type { Halley } from '../halley.ts'
import { glanceAt, type Glance } from './glance.ts'
import { writeRestoreLog } from './restoreLog.ts'

export interface FinishedRevert {
  /** The new version, which shows the content of the target. */
  readonly version: number
  /** The version that was shown before. */
  readonly head: number
  /** Where edits of the configuration that were never processed are kept; null where there were none. */
  readonly keptEdits: string | null
  readonly logPath: string
}

interface Putting {
  readonly runId: string
  readonly glance: Glance
  readonly beganAt: Date
  readonly request: RevertRequestRow
}

/**
 * Puts the configuration back, unless somebody has edited it since the restore began. Edits that were never processed
 * are kept beside it first.
 */
async function putConfigurationBack({ store }: Halley, { runId, glance, beganAt, request }: Putting): Promise<string | null> {
  const { shown, target } = glance.configTexts
  const draft = await readDraft(store, runId)
  if (draft.ok && (draft.value.text === target || draft.value.hash !== request.draftHash)) return null
  const hasEdits = draft.ok && draft.value.text !== shown
  const kept = hasEdits ? await keepEdits(store, runId, draft.value.text, beganAt) : null
  await writeDraft(store, runId, target, draft.ok ? draft.value.hash : null)
  return kept
}

function publishedOf(operation: OperationRow, version: VersionRow | undefined) {
  const { restoredFrom = null, parentNumber = null } = version ?? {}
  if (!version || restoredFrom === null || parentNumber === null) throw new Error(`Restore ${operation.id} has published no version`)
  return { number: version.number, runId: version.runId, restoredFrom, parentNumber }
}

/**
 * Ends a restoring whose version is published: configuration, restore log, run directory. Can be repeated, by any
 * process, when the one that began it is gone.
 */
export async function finishRevert(halley: Halley, operationId: string): Promise<FinishedRevert> {
  const { store } = halley
  const operation = await findOperation(store.catalogue, operationId)
  if (!operation) throw new Error(`No operation ${operationId}`)
  const { number, runId, restoredFrom, parentNumber } = publishedOf(operation, await versionOfOperation(store.catalogue, operationId))
  const request = JSON.parse(operation.request) as RevertRequestRow
  const run = knownRun(await loadState(store.catalogue, { itemIds: [runId] }), runId)
  const glance = await glanceAt(halley, run, parentNumber, restoredFrom)
  const beganAt = new Date(operation.createdAt)
  const keptEdits = await putConfigurationBack(halley, { runId, glance, beganAt, request })
  const facts = { run, version: number, head: parentNumber, target: restoredFrom, glance, keptEdits, debug: request.debug }
  const logPath = await writeRestoreLog(halley, beganAt, facts)
  await healViewOf(store, runId)
  const end = { state: 'completed', error: null, endedAt: halley.now().toISOString() } as const
  await endOperation(store.catalogue, operation, end)
  return { version: number, head: parentNumber, keptEdits: keptEdits && basename(keptEdits), logPath }
}
