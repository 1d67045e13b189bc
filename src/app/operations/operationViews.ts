import { may } from '../../lifecycle/rights.ts'
import type { Item } from '../../lifecycle/state.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { knownWorkers } from '../../store/catalogue/workers.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import type { Fault } from '../../fault/fault.ts'
import { actorOf } from '../actor.ts'
import { type OperationView, wordOfOperation } from '../contract/operation.ts'
import type { Halley } from '../halley.ts'
import { readQueue } from './claims.ts'
import { readProgress } from './operationProgress.ts'
import { purgeSubject } from './purgeSubject.ts'
import { type Situation, waitReason } from './waitReason.ts'
import { liveWorkers } from './workers.ts'

async function situationOf({ store, now }: Halley): Promise<Situation> {
  const workers = liveWorkers(await knownWorkers(store.catalogue), now())
  return { ...(await readQueue(store.catalogue)), workers }
}

function faultOf(text: string | null): OperationView['fault'] {
  if (text === null) return null
  const { code, message, hint } = JSON.parse(text) as Fault
  return { code, message, hint }
}

interface Known {
  readonly situation: Situation
  readonly names: ReadonlyMap<string, string>
  readonly subject: Item | undefined
}

async function subjectOf(
  catalogue: Catalogue,
  { kind, subjectId }: OperationRow,
  item: Item | undefined,
): Promise<OperationView['subject']> {
  if (item) return { id: item.id, kind: item.kind, name: item.name }
  return kind === 'purge' && subjectId !== null ? purgeSubject(catalogue, subjectId) : null
}

async function viewOf({ store }: Halley, row: OperationRow, { situation, names, subject }: Known): Promise<OperationView> {
  const waiting = situation.unfinished.find(({ id }) => id === row.id)
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    words: wordOfOperation[row.state],
    subject: await subjectOf(store.catalogue, row, subject),
    by: names.get(row.actorId) ?? row.actorId,
    isDetached: row.isDetached === 1,
    attempt: row.attempt,
    worker: row.worker,
    progress: readProgress(row.progress),
    log: row.log,
    waitReason: waiting ? await waitReason(store.catalogue, waiting, situation) : null,
    fault: faultOf(row.error),
    outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as unknown),
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
  }
}

/** Of operations those that the user may see, in their order: what they asked for, what is about what they may read; administrators all. */
export async function operationViews(halley: Halley, rows: readonly OperationRow[]): Promise<readonly OperationView[]> {
  const { store, user } = halley
  const subjectIds = rows.flatMap(({ subjectId }) => subjectId ?? [])
  const state = await loadItemsAlone(store.catalogue, [...new Set(subjectIds)])
  const names = await userNames(store.catalogue, [...new Set(rows.map(({ actorId }) => actorId))])
  const situation = await situationOf(halley)
  const views: OperationView[] = []
  for (const row of rows) {
    const subject = row.subjectId === null ? undefined : state.items.get(row.subjectId)
    const isReadable = subject !== undefined && may(state, actorOf(user), 'read', subject) === 'allowed'
    if (!isReadable && row.actorId !== user.id && user.isAdministrator !== 1) continue
    views.push(await viewOf(halley, row, { situation, names, subject: isReadable ? subject : undefined }))
  }
  return views
}
