import { randomUUID } from 'node:crypto'
import { settle, type Result } from '../../fault/fault.ts'
import type { Command } from '../../lifecycle/commands.ts'
import type { LifeEvent } from '../../lifecycle/events.ts'
import { offeredCompanions, selectionRoots } from '../../lifecycle/plans/planTrash.ts'
import type { State } from '../../lifecycle/state.ts'
import { busyRuns, knownItem } from '../../lifecycle/whereabouts.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { loadState } from '../../store/state/loadState.ts'
import { decideAndSave, type Decided } from '../../store/state/performCommand.ts'
import { actorOf } from '../actor.ts'
import type { Trashed } from '../contract/trash.ts'
import type { Halley } from '../halley.ts'
import { healChanged } from '../items/healChanged.ts'
import { named } from '../items/userWords.ts'

export interface TrashRequest {
  /** What is in a project of the same selection goes with it. */
  readonly itemIds: readonly string[]
  /** Samples and analyses made from runs of the selection that go along. */
  readonly companionIds: readonly string[]
  /** Cancel the work of busy runs first; else they are refused. */
  readonly cancel: boolean
  /** May be empty for what is one's own. */
  readonly reason: string
}

interface Moved {
  readonly decided: readonly Decided[]
  readonly entries: readonly Trashed[]
}

function isTrashed(event: LifeEvent): event is LifeEvent<'trashed'> {
  return event.type === 'trashed'
}

function trashedOf({ after, events }: Decided): Trashed[] {
  return events.filter(isTrashed).map(({ entry }) => {
    const { kind, id, name } = knownItem(after, entry.root.kind === 'item' ? entry.root.itemId : entry.root.runId)
    const companions = entry.sweptIds.map((each) => knownItem(after, each))
    const purgeDueUtc = entry.purgeDueMs === null ? null : new Date(entry.purgeDueMs).toISOString()
    return { entryId: entry.id, kind, id, name, companions: companions.map((item) => ({ kind: item.kind, name: item.name })), purgeDueUtc }
  })
}

/** Each companion goes with the first run of the selection that it was made from. */
function companionsOf(state: State, halley: Halley, runId: string, wanted: Set<string>): string[] {
  const own = offeredCompanions(state, actorOf(halley.user), [runId]).map(({ id }) => id)
  const taken = own.filter((id) => wanted.has(id))
  for (const id of taken) wanted.delete(id)
  return taken
}

/** {@link moveToTrash} inside a transaction, without what is done after it. */
export async function moveIn(transaction: Catalogue, halley: Halley, request: TrashRequest): Promise<Moved> {
  const { itemIds, companionIds, cancel, reason } = request
  const state = await loadState(transaction, { itemIds: [...itemIds, ...companionIds] })
  const roots = selectionRoots(state, itemIds)
  const wanted = new Set(companionIds.filter((id) => !itemIds.includes(id)))
  const decided: Decided[] = []
  for (const itemId of roots) {
    const item = knownItem(state, itemId)
    const along = item.kind === 'run' ? companionsOf(state, halley, itemId, wanted) : []
    // What is left over is nobody's companion: the rules refuse it with the last of the selection.
    const companions = itemId === roots.at(-1) ? [...along, ...wanted] : along
    const isCancelling = cancel && busyRuns(state, item).length > 0
    const trash = { actor: actorOf(halley.user), itemId, entryId: randomUUID(), companionIds: companions, reason }
    const command: Command = isCancelling ? { name: 'cancelAndTrash', ...trash } : { name: 'trash', ...trash }
    decided.push(await decideAndSave(transaction, { slice: { itemIds: [itemId, ...companions] }, command, nowMs: halley.now().getTime() }))
  }
  return { decided, entries: decided.flatMap(trashedOf) }
}

/**
 * Moves items to Trash, all of them or none: a few rows each, whatever their size. What is in them stays as it is and
 * comes back with them.
 *
 * @returns an entry for each; the refusals of the rules, such as `run.busy`, `right.denied` with the way to leave what is another's
 */
export async function moveToTrash(halley: Halley, request: TrashRequest): Promise<Result<readonly Trashed[]>> {
  const { store } = halley
  const moved = await settle(() => changeTogether(store.catalogue, (transaction) => moveIn(transaction, halley, request)))
  if (!moved.ok) return named(halley, moved)
  await healChanged(store, moved.value.decided)
  return { ok: true, value: moved.value.entries }
}
