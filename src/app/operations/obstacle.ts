import type { OperationRow } from '../../store/catalogue/schema.ts'
import type { OperationSettings } from './operationSettings.ts'

/** Kinds that set their run to work. */
const processingKinds: ReadonlySet<string> = new Set(['process', 'addImages'])

/** Kinds that no limit holds up: a restore is a moment, and a purge only goes forward. */
const urgentKinds: ReadonlySet<string> = new Set(['restore', 'purge'])

export function isProcessing({ kind }: Pick<OperationRow, 'kind'>): boolean {
  return processingKinds.has(kind)
}

/** What stands in the way of an operation that waits. */
export type Obstacle =
  | { readonly kind: 'processings' | 'operationsOfUser'; readonly most: number; readonly atWork: readonly OperationRow[] }
  | { readonly kind: 'restoring'; readonly runId: string }

/** What waits and what is at work, with the limits. */
export interface Queue {
  readonly unfinished: readonly OperationRow[]
  readonly settings: OperationSettings
}

/** Why an operation may not start now; null where it may. */
export function obstacleTo(operation: OperationRow, { unfinished, settings }: Queue): Obstacle | null {
  const { kind, subjectId, actorId } = operation
  const atWork = unfinished.filter(({ state }) => state === 'running')
  const restore = atWork.find((other) => other.kind === 'restore' && other.subjectId === subjectId)
  if (restore && subjectId !== null) return { kind: 'restoring', runId: subjectId }
  if (urgentKinds.has(kind)) return null
  const { maxProcessings, maxOperationsPerUser } = settings
  const processings = atWork.filter(isProcessing)
  if (isProcessing(operation) && maxProcessings > 0 && processings.length >= maxProcessings)
    return { kind: 'processings', most: maxProcessings, atWork: processings }
  const ofUser = atWork.filter((other) => other.actorId === actorId && !urgentKinds.has(other.kind))
  if (maxOperationsPerUser > 0 && ofUser.length >= maxOperationsPerUser)
    return { kind: 'operationsOfUser', most: maxOperationsPerUser, atWork: ofUser }
  return null
}
