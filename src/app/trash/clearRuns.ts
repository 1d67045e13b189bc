import { randomUUID } from 'node:crypto'
import { settle, success, type Result } from '../../fault/fault.ts'
import type { LifeEvent } from '../../lifecycle/events.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { decideAndSave, type Decided } from '../../store/state/performCommand.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { healChanged } from '../items/healChanged.ts'
import { named } from '../items/userWords.ts'

export interface ClearRequest {
  readonly runIds: readonly string[]
  readonly reason: string
}

/** A run that is as if it had never been processed, with its configuration and its logs. */
export interface Cleared {
  readonly runId: string
  readonly name: string
  /** The versions that went to Trash together. */
  readonly versions: readonly number[]
  /** Null where it had none. */
  readonly entryId: string | null
  readonly purgeDueUtc: string | null
}

function isTrashing(event: LifeEvent): event is LifeEvent<'versionsTrashed'> {
  return event.type === 'versionsTrashed'
}

function clearedOf({ after, events }: Decided, runId: string): Cleared {
  const entry = events.find(isTrashing)?.entry
  const due = entry?.purgeDueMs ?? null
  return {
    runId,
    name: knownRun(after, runId).name,
    versions: entry?.root.kind === 'versions' ? entry.root.numbers : [],
    entryId: entry?.id ?? null,
    purgeDueUtc: due === null ? null : new Date(due).toISOString(),
  }
}

/** {@link clearRuns} inside a transaction, without what is done after it. */
export async function clearIn(
  transaction: Catalogue,
  halley: Halley,
  { runIds, reason }: ClearRequest,
): Promise<{ readonly decided: readonly Decided[]; readonly cleared: readonly Cleared[] }> {
  const decided: Decided[] = []
  const cleared: Cleared[] = []
  for (const itemId of new Set(runIds)) {
    const command = { name: 'clear', actor: actorOf(halley.user), itemId, entryId: randomUUID(), reason } as const
    const done = await decideAndSave(transaction, { slice: { itemIds: [itemId] }, command, nowMs: halley.now().getTime() })
    decided.push(done)
    cleared.push(clearedOf(done, itemId))
  }
  return { decided, cleared }
}

/** Moves all versions of runs to Trash, of each as one entry, and makes the runs Initialised again: all of them or none. */
export async function clearRuns(halley: Halley, request: ClearRequest): Promise<Result<readonly Cleared[]>> {
  const { store } = halley
  const done = await settle(() => changeTogether(store.catalogue, (transaction) => clearIn(transaction, halley, request)))
  if (!done.ok) return named(halley, done)
  await healChanged(store, done.value.decided)
  return success(done.value.cleared)
}
