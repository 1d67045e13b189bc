import type { Command } from '../commands.ts'
import { itemsOfEntry, keepersOf } from '../keepers.ts'
import { absorbedEntries, goingOfEntries, reach } from '../reach.ts'
import { refusal, retryable, type Refusal } from '../refusal.ts'
import { asArgument } from '../asArgument.ts'
import { isDue } from '../retention.ts'
import { actsAsAdministrator } from '../rights.ts'
import type { State, TrashEntry } from '../state.ts'
import { knownEntry, rootItem, title } from '../whereabouts.ts'
import { entryRefusal, eventBy, reasonRefusal, type Outcome } from './ground.ts'

function keptRefusal(state: State, entry: TrashEntry): Refusal | null {
  const keepers = keepersOf(state, entry)
  const first = keepers.find(({ kind }) => kind === 'hold') ?? keepers[0]
  if (!first) return null
  const data = { entryId: entry.id, keepers }
  const message = `Delete permanently: expected nothing that keeps ${title(rootItem(state, entry))}, found ${first.words}.`
  if (first.kind === 'hold')
    return refusal(
      'trash.held',
      message,
      `Who set the hold, the owner or an administrator can lift it: ./halley hold release ${asArgument(rootItem(state, entry))}`,
      data,
    )
  return retryable(refusal('trash.inUse', message, 'Wait until it is done.', data))
}

function dueRefusal(entry: TrashEntry, command: Command<'purge'>, nowMs: number): Refusal | null {
  if (command.actor.kind !== 'retention' || isDue(entry, nowMs)) return null
  const due = entry.purgeDueMs === null ? 'none' : new Date(entry.purgeDueMs).toISOString()
  return refusal('trash.notDue', `Expected a trash entry that is due, found its purge due: ${due}.`, 'It stays until then.', {
    entryId: entry.id,
  })
}

/** An administrator empties the trash of one other user at a time. */
function ownersRefusal(state: State, command: Command<'purge'>): Refusal | null {
  const { actor, entryIds } = command
  const roots = entryIds.map((id) => rootItem(state, knownEntry(state, id)))
  const foreign = roots.filter((root) => actsAsAdministrator(state, actor, root))
  const owners = new Set(roots.map(({ ownerId }) => ownerId))
  if (foreign.length === 0 || owners.size === 1) return null
  const message = `Delete permanently: expected items of one other user, found those of ${owners.size} users.`
  return refusal('trash.owners', message, 'Delete the items of each user apart, with a reason for each.', { ownerIds: [...owners] })
}

/** Why what was confirmed is not what would be done. */
export function planRefusal({ planHash, confirmedHash }: Command<'purge' | 'releaseImages'>): Refusal | null {
  if (planHash === confirmedHash) return null
  const message = 'Delete permanently: expected what was shown to be unchanged, found that something has changed since.'
  return refusal('plan.changed', message, 'Look at the new plan and confirm that.', { confirmedHash, planHash })
}

/** The transaction after which nothing can come back: everything that the entries reach, computed from the state now. */
export function decidePurge(state: State, command: Command<'purge'>, nowMs: number): Outcome {
  const { actor, entryIds, purgeId, planHash, reason } = command
  const [first] = entryIds
  if (first === undefined)
    return refusal(
      'trash.empty',
      'Delete permanently: expected something in Trash that nothing keeps, found nothing.',
      'Nothing needs to be done; ./halley trash list shows what is kept, and why.',
    )
  for (const id of entryIds) {
    const entry = state.entries.get(id)
    const no =
      entryRefusal(state, command, entry) ??
      (entry &&
        (reasonRefusal(state, actor, rootItem(state, entry), reason) ?? keptRefusal(state, entry) ?? dueRefusal(entry, command, nowMs)))
    if (no) return no
  }
  const no = ownersRefusal(state, command) ?? planRefusal(command)
  if (no) return no
  const going = goingOfEntries(state, entryIds)
  const { resultIds, imageIds } = reach(state, going)
  const items = entryIds.flatMap((entryId) => itemsOfEntry(state, knownEntry(state, entryId)).map((itemId) => ({ itemId, entryId })))
  const absorbedEntryIds = absorbedEntries(state, going)
    .map(({ id }) => id)
    .filter((id) => !entryIds.includes(id))
  const item = rootItem(state, knownEntry(state, first))
  const data = { purgeId, planHash, entryIds, absorbedEntryIds, items, resultIds, imageIds }
  return [eventBy({ state, actor, item, nowMs, reason }, { type: 'purgeBegan', ...data })]
}

/** The worker's last word, after the files are gone. */
export function decidePurgeDone(state: State, command: Command<'purgeDone'>, nowMs: number): Outcome {
  const { actor, purgeId } = command
  if (actor.kind !== 'worker')
    return refusal('right.denied', 'purgeDone: expected the program itself, found a user.', 'Nobody can do this by hand.')
  const ofImages = [...state.images.values()].some((image) => image.state.place === 'purging' && image.state.purgeId === purgeId)
  const isKnown = ofImages || [...state.entries.values()].some((entry) => entry.purgeId === purgeId)
  if (!isKnown) return refusal('item.notFound', 'Expected a purge that is under way, found none.', 'It is done already.', { purgeId })
  return [eventBy({ state, actor, item: null, nowMs }, { type: 'purged', purgeId })]
}
