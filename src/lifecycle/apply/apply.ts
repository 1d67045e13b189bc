import type { EventType, LifeEvent } from '../events.ts'
import type { Image, Item, State } from '../state.ts'
import { knownItem } from '../whereabouts.ts'
import { applyToRun } from './applyToRun.ts'
import { withoutHolds } from '../plans/planRelease.ts'
import { applyPurgeBegan, applyPurged, applyRestored, applyTrashed, applyVersionsTrashed } from './applyTrash.ts'
import { useKey, usesOf } from '../uses.ts'
import { changed, removed, withItem } from './changed.ts'

type Applier<Type extends EventType> = (state: State, event: LifeEvent<Type>) => State

/** A transfer also ends the new owner's grant: they are no guest any more, and the old owner keeps none. */
function transfer(item: Item, toUserId: string): Item {
  if (item.kind === 'project') return { ...item, ownerId: toUserId, members: removed(item.members, toUserId) }
  return { ...item, ownerId: toUserId, grantees: item.grantees.filter((id) => id !== toUserId) }
}

function share(item: Item, { userId, role }: LifeEvent<'shared'>): Item {
  if (item.kind === 'project') return { ...item, members: changed(item.members, userId, role) }
  return item.grantees.includes(userId) ? item : { ...item, grantees: [...item.grantees, userId] }
}

function unshare(item: Item, userId: string): Item {
  if (item.kind === 'project') return { ...item, members: removed(item.members, userId) }
  return { ...item, grantees: item.grantees.filter((id) => id !== userId) }
}

function changeItem(state: State, itemId: string, change: (item: Item) => Item): State {
  return withItem(state, change(knownItem(state, itemId)))
}

function move(item: Item, { projectId, name }: LifeEvent<'moved'>): Item {
  return item.kind === 'project' ? item : { ...item, projectId, name }
}

function holdImages(state: State, { imageIds, byUserId, byRunId }: LifeEvent<'imagesHeld'>): State {
  const images = new Map(state.images)
  for (const id of imageIds) {
    const image: Image = images.get(id) ?? { id, ingestedBy: [], state: { place: 'live' } }
    const isNew = byUserId !== null && !image.ingestedBy.includes(byUserId)
    images.set(id, isNew ? { ...image, ingestedBy: [...image.ingestedBy, byUserId] } : image)
  }
  const held = { ...state, images }
  return byRunId === null ? held : applyToRun(held, byRunId, { type: 'imagesHeld', imageIds })
}

const ofRun = (
  state: State,
  event: LifeEvent<
    'queued' | 'started' | 'handedBack' | 'published' | 'unchanged' | 'failed' | 'cancelled' | 'revertBegan' | 'revertEnded' | 'cleared'
  >,
) => applyToRun(state, event.itemId, event)

const appliers: { readonly [Type in EventType]: Applier<Type> } = {
  created: (state, { item }) => withItem(state, item),
  queued: ofRun,
  started: ofRun,
  handedBack: ofRun,
  published: (state, event) => ofRun({ ...state, results: changed(state.results, event.result.id, event.result) }, event),
  unchanged: ofRun,
  failed: ofRun,
  cancelled: ofRun,
  revertBegan: ofRun,
  revertEnded: ofRun,
  cleared: ofRun,
  versionsTrashed: applyVersionsTrashed,
  trashed: applyTrashed,
  restoredFromTrash: applyRestored,
  moved: (state, event) => changeItem(state, event.itemId, (item) => move(item, event)),
  purgeBegan: applyPurgeBegan,
  purged: applyPurged,
  renamed: (state, { itemId, newName }) => changeItem(state, itemId, (item) => ({ ...item, name: newName })),
  retentionSet: (state, { itemId, retentionDays }) =>
    changeItem(state, itemId, (item) => (item.kind === 'project' ? { ...item, retentionDays } : item)),
  transferred: (state, { itemId, toUserId }) => changeItem(state, itemId, (item) => transfer(item, toUserId)),
  shared: (state, event) => changeItem(state, event.itemId, (item) => share(item, event)),
  unshared: (state, { itemId, userId }) => changeItem(state, itemId, (item) => unshare(item, userId)),
  left: (state, { itemId, userId }) => changeItem(state, itemId, (item) => unshare(item, userId)),
  held: (state, { hold }) => ({ ...state, holds: changed(state.holds, hold.id, hold) }),
  released: (state, { holdId }) => ({ ...state, holds: removed(state.holds, holdId) }),
  noticeGiven: (state, { entryId, daysBefore }) => {
    const entry = state.entries.get(entryId)
    if (!entry) return state
    return { ...state, entries: changed(state.entries, entryId, { ...entry, noticesGiven: [...entry.noticesGiven, daysBefore] }) }
  },
  imagesHeld: holdImages,
  imagesReleased: (state, { imageIds, byUserId }) => withoutHolds(state, imageIds, byUserId),
  useBegan: (state, { use }) => ({ ...state, uses: changed(state.uses, useKey(use), use) }),
  useEnded: (state, { operationId }) => ({ ...state, uses: usesOf(state, operationId).reduce(removed, state.uses) }),
}

/** The state after an event. Events come from {@link decide} on that state; anything else is a bug. */
export function apply<Type extends EventType>(state: State, event: LifeEvent<Type>): State {
  const type: Type = event.type
  return appliers[type](state, event)
}
