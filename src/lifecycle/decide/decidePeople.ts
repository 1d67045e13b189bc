import type { Command } from '../commands.ts'
import type { LifeEvent } from '../events.ts'
import { nameRefusal } from '../names.ts'
import { refusal, type Refusal } from '../refusal.ts'
import type { Image, Item, State } from '../state.ts'
import { versionOf } from '../versions.ts'
import { knownItem, title } from '../whereabouts.ts'
import { administratorRefusal, commonRefusal, eventBy, nameOfActor, type Outcome } from './ground.ts'

export function decideRename(state: State, command: Command<'rename'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const item = knownItem(state, command.itemId)
  const { newName } = command
  return (
    nameRefusal(state, { ...item, name: newName }, null) ?? [
      eventBy({ state, actor: command.actor, item, nowMs }, { type: 'renamed', itemId: item.id, newName }),
    ]
  )
}

/** Longer would be for ever, which is 0. */
const maxRetentionDays = 36_500

export function decideSetRetention(state: State, command: Command<'setRetention'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const item = knownItem(state, command.itemId)
  const { retentionDays: days, actor } = command
  if (days !== null && !(Number.isInteger(days) && days >= 0 && days <= maxRetentionDays)) {
    const message = `Days in Trash: expected a whole number from 0 to ${maxRetentionDays}, found ${days}.`
    return refusal('trash.days', message, '0 keeps what is in Trash until somebody deletes it.', { days })
  }
  return [eventBy({ state, actor, item, nowMs }, { type: 'retentionSet', itemId: item.id, retentionDays: days })]
}

function pointless(message: string, itemId: string): Refusal {
  return refusal('grant.pointless', message, 'Nothing needs to change.', { itemId })
}

/** A project takes along all that its owner has in it, the trash included, so that nothing of it stays behind unseen. */
function withContents(state: State, item: Item): readonly Item[] {
  if (item.kind !== 'project') return [item]
  const isTheirs = (other: Item) => other.kind !== 'project' && other.projectId === item.id && other.ownerId === item.ownerId
  return [item, ...[...state.items.values()].filter((other) => isTheirs(other) && other.state.place !== 'purged')]
}

export function decideTransfer(state: State, command: Command<'transfer'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const item = knownItem(state, command.itemId)
  const { toUserId, actor } = command
  if (item.ownerId === toUserId)
    return pointless(`Transfer: expected another user than the owner of ${title(item)}, found the owner.`, item.id)
  if (item.kind === 'project' && item.use === 'personal') {
    return refusal(
      'item.personal',
      'Transfer: expected a project that was made by a user, found a personal one.',
      'Move its items to another project, or transfer them.',
    )
  }
  return withContents(state, item).map((each) =>
    eventBy({ state, actor, item: each, nowMs }, { type: 'transferred', itemId: each.id, toUserId }),
  )
}

/** One step for somebody who goes: everything but the personal project, which others cannot use; its items change hands in it. */
export function decideGiveEverything(state: State, command: Command<'giveEverything'>, nowMs: number): Outcome {
  const { actor, fromUserId, toUserId, reason } = command
  const no = administratorRefusal(actor, 'Give everything')
  if (no) return no
  if (reason.trim() === '')
    return refusal('right.reason', 'Give everything: expected a reason, found none.', 'Say why; it is kept in the history.')
  if (fromUserId === toUserId) return pointless('Give everything: expected another user, found the same.', fromUserId)
  const isTheirs = (item: Item) =>
    item.ownerId === fromUserId && item.state.place !== 'purged' && !(item.kind === 'project' && item.use === 'personal')
  const theirs = [...state.items.values()].filter(isTheirs)
  const transfers = theirs.map((item) => eventBy({ state, actor, item, nowMs, reason }, { type: 'transferred', itemId: item.id, toUserId }))
  return [...transfers, ...heldImagesGiven(state, command, nowMs)]
}

/** Images that somebody ingested by themselves would else be kept for ever by somebody who cannot release them. */
function heldImagesGiven(state: State, command: Command<'giveEverything'>, nowMs: number): readonly LifeEvent[] {
  const { actor, fromUserId, toUserId, reason } = command
  const isTheirs = (image: Image) => image.state.place === 'live' && image.ingestedBy.includes(fromUserId)
  const imageIds = [...state.images.values()].filter(isTheirs).map(({ id }) => id)
  if (imageIds.length === 0) return []
  const deed = { state, actor, item: null, nowMs, reason }
  return [
    eventBy(deed, { type: 'imagesHeld', imageIds, byUserId: toUserId, byRunId: null }),
    eventBy(deed, { type: 'imagesReleased', imageIds, byUserId: fromUserId }),
  ]
}

export function decideShare(state: State, command: Command<'share'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const item = knownItem(state, command.itemId)
  const { userId, role } = command
  if (item.ownerId === userId) return pointless(`Share: expected another user than the owner of ${title(item)}, found the owner.`, item.id)
  if (item.kind !== 'project' && role === 'editor') {
    return refusal(
      'grant.pointless',
      `Share: expected to share ${title(item)} to be read, found as editor.`,
      'Make them editor of its project instead.',
    )
  }
  return [eventBy({ state, actor: command.actor, item, nowMs }, { type: 'shared', itemId: item.id, userId, role })]
}

function hasGrant(item: Item, userId: string): boolean {
  return item.kind === 'project' ? item.members.has(userId) : item.grantees.includes(userId)
}

export function decideUnshare(state: State, command: Command<'unshare'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const item = knownItem(state, command.itemId)
  const { userId } = command
  if (!hasGrant(item, userId)) return pointless(`Stop sharing: expected a user whom ${title(item)} is shared with, found another.`, item.id)
  return [eventBy({ state, actor: command.actor, item, nowMs }, { type: 'unshared', itemId: item.id, userId })]
}

/** What a user would leave who wants an item from their lists: the item, its project where the access comes from there, or nothing. */
export function leavableItem(state: State, userId: string, item: Item): Item | null {
  if (hasGrant(item, userId)) return item
  const project = item.kind === 'project' ? undefined : state.items.get(item.projectId)
  return project && hasGrant(project, userId) ? project : null
}

export function decideLeave(state: State, command: Command<'leave'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const item = knownItem(state, command.itemId)
  const userId = nameOfActor(command.actor)
  const leavable = leavableItem(state, userId, item)
  if (leavable?.id === item.id)
    return [eventBy({ state, actor: command.actor, item: null, nowMs }, { type: 'left', itemId: item.id, userId })]
  const found = leavable ? `one to ${title(leavable)}` : 'none: everyone signed in can read it'
  const hint = leavable ? `Leave ${title(leavable)}: all that is in it goes from your lists.` : 'It stays in your lists.'
  const message = `Leave: expected a grant to ${title(item)} itself, found ${found}.`
  return refusal('grant.pointless', message, hint, { itemId: item.id, leavableId: leavable?.id ?? null })
}

export function decideHold(state: State, command: Command<'hold'>, nowMs: number): Outcome {
  const no = commonRefusal(state, command, state.items.get(command.itemId))
  if (no) return no
  const item = knownItem(state, command.itemId)
  const { holdId, version, reason, actor } = command
  if (reason.trim() === '') return refusal('right.reason', 'Hold: expected a reason, found none.', 'Say what it is kept for.')
  if (version !== null && (item.kind !== 'run' || !canBeHeld(versionOf(item, version)?.state.place))) {
    return refusal(
      'version.unknown',
      `Hold: expected version ${version} of ${title(item)}, found none.`,
      `List them: ./halley versions ${item.name}`,
    )
  }
  const hold = { id: holdId, itemId: item.id, version, byUserId: nameOfActor(actor), atMs: nowMs, reason }
  return [eventBy({ state, actor, item, nowMs, reason }, { type: 'held', hold })]
}

function canBeHeld(place: string | undefined): boolean {
  return place === 'live' || place === 'trashed'
}

export function decideRelease(state: State, command: Command<'release'>, nowMs: number): Outcome {
  const hold = state.holds.get(command.holdId)
  const item = hold && knownItem(state, hold.itemId)
  const no = commonRefusal(state, command, item, hold?.byUserId)
  if (no) return no
  const event: LifeEvent = eventBy({ state, actor: command.actor, item: item ?? null, nowMs }, { type: 'released', holdId: command.holdId })
  return [event]
}
