import type { Command } from '../commands.ts'
import { refusal, type Refusal } from '../refusal.ts'
import { noticeDue } from '../retention.ts'
import type { Actor } from '../rights.ts'
import { isBusy } from '../runState.ts'
import type { State } from '../state.ts'
import { knownItem, knownRun, title, whereabouts } from '../whereabouts.ts'
import { withoutHolds } from '../plans/planRelease.ts'
import { reachOfImages } from '../reach.ts'
import { planRefusal } from './decidePurge.ts'
import { leavingImages } from './decideRun.ts'
import { administratorRefusal, eventBy, scopeRefusal, stateRefusal, userRefusal, type Outcome } from './ground.ts'

/* What keeps things, and for how long: images that are held, items that are read, owners who are told. */

function programRefusal(actor: Actor, command: string): Refusal | null {
  if (actor.kind === 'worker' || actor.kind === 'retention') return null
  return refusal('right.denied', `${command}: expected the program itself, found a user.`, 'Nobody can do this by hand.', { command })
}

/** By a user, who holds the images until they release them, or by the operation of a run, which holds them while it lasts. */
export function decideIngestImages(state: State, command: Command<'ingestImages'>, nowMs: number): Outcome {
  const { actor, imageIds, holder } = command
  const no = userRefusal(actor, 'write') ?? leavingImages(state, imageIds)
  if (no) return no
  const ground = { state, actor, item: null, nowMs }
  if (actor.kind === 'user') return [eventBy(ground, { type: 'imagesHeld', imageIds, byUserId: actor.userId, byRunId: null })]
  if (!holder) return refusal('right.denied', 'Ingest: expected a user or the operation of a run, found neither.', 'Sign in.')
  const run = knownRun(state, holder.itemId)
  const { operationId, attempt } = holder
  const isAtWork =
    run.state.place === 'live' && isBusy(run.state) && run.state.operation.id === operationId && run.state.operation.attempt === attempt
  if (!isAtWork)
    return refusal('run.superseded', `Ingest: expected the latest attempt at run ${run.name}, found an older one.`, 'Nothing was changed.')
  return [eventBy(ground, { type: 'imagesHeld', imageIds, byUserId: null, byRunId: run.id })]
}

/** Images that nobody holds are nobody's to release: administrators alone may have them deleted. */
function othersRefusal(
  state: State,
  { actor, imageIds }: Command<'releaseImages'>,
  userId: string,
  gone: readonly string[],
): Refusal | null {
  const foreign = gone.filter((id) => imageIds.includes(id) && !state.images.get(id)?.ingestedBy.includes(userId))
  return foreign.length > 0 ? administratorRefusal(actor, 'Delete images that nobody holds') : null
}

/** The user's own hold ends; images that nothing keeps any more are purged, as the plan says that was confirmed. */
export function decideReleaseImages(state: State, command: Command<'releaseImages'>, nowMs: number): Outcome {
  const { actor, purgeId, planHash } = command
  const outside = userRefusal(actor, 'write')
  if (outside || actor.kind !== 'user') return outside ?? refusal('right.denied', 'Release: expected a user, found none.', 'Sign in.')
  const { userId } = actor
  const gone = reachOfImages(withoutHolds(state, command.imageIds, userId), command.imageIds).imageIds
  const denied = gone.length > 0 ? (scopeRefusal(actor, 'purge') ?? othersRefusal(state, command, userId, gone)) : null
  const no = denied ?? planRefusal(command)
  if (no) return no
  const ground = { state, actor, item: null, nowMs }
  const imageIds = command.imageIds.filter((id) => state.images.get(id)?.ingestedBy.includes(userId))
  const released = eventBy(ground, { type: 'imagesReleased', imageIds, byUserId: userId })
  if (gone.length === 0) return [released]
  const nothing = { entryIds: [], absorbedEntryIds: [], items: [], resultIds: [] }
  return [released, eventBy(ground, { type: 'purgeBegan', purgeId, planHash, ...nothing, imageIds: gone })]
}

export function decideBeginUse(state: State, command: Command<'beginUse'>, nowMs: number): Outcome {
  const { actor, operationId, words, itemId } = command
  const item = knownItem(state, itemId)
  const no = programRefusal(actor, command.name)
  if (no) return no
  if (whereabouts(state, item) !== 'live')
    return refusal('item.state', `Expected ${title(item)} to be live, found it elsewhere.`, stateRefusal(state, 'rename', item).hint)
  return [eventBy({ state, actor, item: null, nowMs }, { type: 'useBegan', use: { operationId, itemId, words } })]
}

export function decideEndUse(state: State, command: Command<'endUse'>, nowMs: number): Outcome {
  const { actor, operationId } = command
  return programRefusal(actor, command.name) ?? [eventBy({ state, actor, item: null, nowMs }, { type: 'useEnded', operationId })]
}

export function decideGiveNotice(state: State, command: Command<'giveNotice'>, nowMs: number): Outcome {
  const { actor, entryId, daysBefore } = command
  const entry = state.entries.get(entryId)
  const no = programRefusal(actor, command.name)
  if (no) return no
  if (!entry || noticeDue(entry, nowMs) !== daysBefore) {
    return refusal(
      'trash.notDue',
      `Expected a notice of ${daysBefore} days to be due, found none.`,
      'It was given, or the entry is gone.',
      { entryId },
    )
  }
  return [eventBy({ state, actor, item: null, nowMs }, { type: 'noticeGiven', entryId, daysBefore })]
}
