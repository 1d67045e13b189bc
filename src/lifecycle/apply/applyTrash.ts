import { comeBack, settledOf } from '../comeBack.ts'
import type { LifeEvent } from '../events.ts'
import type { PlaceState, RunState } from '../runState.ts'
import type { Item, Run, State, TrashEntry } from '../state.ts'
import { knownEntry, knownItem, knownRun } from '../whereabouts.ts'
import { changed, removed, withItem } from './changed.ts'

/** An item put away; purged, nothing of it but the tombstone is left. */
function putAway(item: Item, place: PlaceState): Item {
  if (item.kind !== 'run')
    return place.place === 'purged' && item.kind !== 'project' ? { ...item, grantees: [], state: place } : { ...item, state: place }
  if (place.place === 'purged') return { ...item, grantees: [], versions: [], state: place }
  if (place.place === 'live') return { ...item, state: { place: 'live', ...settledOf(item) } }
  return { ...item, state: { ...place, ...settledOf(item) } }
}

function withVersions(run: Run, numbers: readonly number[], state: PlaceState): Run {
  return { ...run, versions: run.versions.map((version) => (numbers.includes(version.number) ? { ...version, state } : version)) }
}

export function applyTrashed(state: State, { entry }: LifeEvent<'trashed'>): State {
  if (entry.root.kind !== 'item') throw new Error(`Trash entry ${entry.id} is of versions`)
  const place: PlaceState = { place: 'trashed', entryId: entry.id }
  let next: State = { ...state, entries: changed(state.entries, entry.id, entry) }
  for (const id of [entry.root.itemId, ...entry.sweptIds]) next = withItem(next, putAway(knownItem(next, id), place))
  return next
}

export function applyVersionsTrashed(state: State, { entry }: LifeEvent<'versionsTrashed'>): State {
  if (entry.root.kind !== 'versions') throw new Error(`Trash entry ${entry.id} is of items`)
  const { runId, numbers } = entry.root
  const run = withVersions(knownRun(state, runId), numbers, { place: 'trashed', entryId: entry.id })
  return withItem({ ...state, entries: changed(state.entries, entry.id, entry) }, run)
}

/** Versions are back; where the run shows none, it shows the one that it showed when it was cleared, or the newest of them. */
function withHeadBack(run: Run, { root }: TrashEntry): Run {
  if (root.kind !== 'versions' || run.state.place !== 'live' || run.state.head !== null) return run
  const head = root.cleared?.head ?? Math.max(...root.numbers)
  const isCleared = run.state.work === 'initialised'
  const work = isCleared ? (root.cleared?.work ?? 'completed') : run.state.work === 'failed' ? 'failed' : 'cancelled'
  const state: RunState = { place: 'live', work, head }
  return { ...run, state }
}

export function applyRestored(state: State, { entryId, homecomings }: LifeEvent<'restoredFromTrash'>): State {
  const entry = knownEntry(state, entryId)
  let next: State = { ...state, entries: removed(state.entries, entryId) }
  if (entry.root.kind === 'versions') {
    const run = withVersions(knownRun(next, entry.root.runId), entry.root.numbers, { place: 'live' })
    return withItem(next, withHeadBack(run, entry))
  }
  for (const home of homecomings) next = withItem(next, comeBack(knownItem(next, home.itemId), home))
  return next
}

export function applyPurgeBegan(state: State, event: LifeEvent<'purgeBegan'>): State {
  const { purgeId, entryIds, absorbedEntryIds, items, resultIds, imageIds } = event
  const entries = new Map(state.entries)
  let next = state
  for (const id of absorbedEntryIds) entries.delete(id)
  for (const entryId of entryIds) {
    const entry = knownEntry(state, entryId)
    entries.set(entryId, { ...entry, purgeId })
    if (entry.root.kind === 'versions')
      next = withItem(next, withVersions(knownRun(next, entry.root.runId), entry.root.numbers, { place: 'purging', entryId }))
  }
  for (const { itemId, entryId } of items) next = withItem(next, putAway(knownItem(next, itemId), { place: 'purging', entryId }))
  const results = new Map(state.results)
  for (const id of resultIds) results.delete(id)
  const images = new Map(state.images)
  for (const id of imageIds) images.set(id, { id, ingestedBy: [], state: { place: 'purging', purgeId } })
  return { ...next, entries, results, images }
}

/** The files are gone: tombstones are left. */
export function applyPurged(state: State, { purgeId }: LifeEvent<'purged'>): State {
  const ended = [...state.entries.values()].filter((entry) => entry.purgeId === purgeId)
  const endedIds = new Set(ended.map(({ id }) => id))
  let next = state
  for (const { root } of ended) {
    if (root.kind === 'versions') next = withItem(next, withVersions(knownRun(next, root.runId), root.numbers, { place: 'purged' }))
  }
  for (const item of next.items.values()) {
    if (item.state.place === 'purging' && endedIds.has(item.state.entryId)) next = withItem(next, putAway(item, { place: 'purged' }))
  }
  const images = new Map(state.images)
  for (const image of images.values()) {
    if (image.state.place === 'purging' && image.state.purgeId === purgeId) images.set(image.id, { ...image, state: { place: 'purged' } })
  }
  return { ...next, images, entries: new Map([...state.entries].filter(([id]) => !endedIds.has(id))) }
}
