import { may } from '../../lifecycle/rights.ts'
import type { Item, State } from '../../lifecycle/state.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { knownWorkers } from '../../store/catalogue/workers.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import type { Fault } from '../../fault/fault.ts'
import { actorOf, type ActingUser } from '../actor.ts'
import { type OperationView, wordOfOperation } from '../contract/operation.ts'
import type { Halley } from '../halley.ts'
import { readQueue } from './claims.ts'
import { readProgress } from './operationProgress.ts'
import { purgeSubject } from './purgeSubject.ts'
import { type Situation, waitReason } from './waitReason.ts'
import { liveWorkers } from './workers.ts'

type Subject = OperationView['subject']

/** An operation with all that is known of it, before it is asked who looks. */
interface LookedOperation {
  readonly row: OperationRow
  readonly item: Item | undefined
  /** What it is about where that is no item that there are rights to: a purge by its plan. */
  readonly otherSubject: Subject
  readonly facts: Omit<OperationView, 'subject' | 'mayCancel'>
}

/** Operations as they are at one moment, for any number of users. */
export interface LookedOperations {
  readonly state: State
  readonly operations: readonly LookedOperation[]
}

async function situationOf({ store, now }: Pick<Halley, 'store' | 'now'>): Promise<Situation> {
  const workers = liveWorkers(await knownWorkers(store.catalogue), now())
  return { ...(await readQueue(store.catalogue)), workers }
}

function faultOf(text: string | null): OperationView['fault'] {
  if (text === null) return null
  const { code, message, hint } = JSON.parse(text) as Fault
  return { code, message, hint }
}

function factsOf(row: OperationRow, by: string, reason: string | null): LookedOperation['facts'] {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    words: wordOfOperation[row.state],
    by,
    isDetached: row.isDetached === 1,
    attempt: row.attempt,
    worker: row.worker,
    progress: readProgress(row.progress),
    log: row.log,
    waitReason: reason,
    fault: faultOf(row.error),
    outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as unknown),
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
  }
}

/** Looks at operations once, whoever is to see them. */
export async function lookAtOperations(of: Pick<Halley, 'store' | 'now'>, rows: readonly OperationRow[]): Promise<LookedOperations> {
  const { catalogue } = of.store
  const subjectIds = rows.flatMap(({ subjectId }) => subjectId ?? [])
  const state = await loadItemsAlone(catalogue, [...new Set(subjectIds)])
  const names = await userNames(catalogue, [...new Set(rows.map(({ actorId }) => actorId))])
  const situation = await situationOf(of)
  const operations: LookedOperation[] = []
  for (const row of rows) {
    const { id, kind, subjectId, actorId } = row
    const waiting = situation.unfinished.find((other) => other.id === id)
    const reason = waiting ? await waitReason(catalogue, waiting, situation) : null
    const otherSubject = kind === 'purge' && subjectId !== null ? await purgeSubject(catalogue, subjectId) : null
    const item = subjectId === null ? undefined : state.items.get(subjectId)
    operations.push({ row, item, otherSubject, facts: factsOf(row, names.get(actorId) ?? actorId, reason) })
  }
  return { state, operations }
}

/** Of operations that were looked at those that a user may see, in their order. */
export function viewsFor({ state, operations }: LookedOperations, user: ActingUser): readonly OperationView[] {
  const actor = actorOf(user)
  return operations.flatMap(({ row, item, otherSubject, facts }) => {
    const isReadable = item !== undefined && may(state, actor, 'read', item) === 'allowed'
    const isOwn = row.actorId === user.id || user.isAdministrator === 1
    if (!isReadable && !isOwn) return []
    const subject = isReadable ? { id: item.id, kind: item.kind, name: item.name } : otherSubject
    const isRightful = row.runId !== null && item !== undefined ? may(state, actor, 'cancel', item) === 'allowed' : isOwn
    return [{ ...facts, subject, mayCancel: isRightful && row.endedAt === null && row.kind !== 'purge' }]
  })
}

/** Of operations those that the user may see, in their order: what they asked for, what is about what they may read; administrators all. */
export async function operationViews(halley: Halley, rows: readonly OperationRow[]): Promise<readonly OperationView[]> {
  return viewsFor(await lookAtOperations(halley, rows), halley.user)
}
