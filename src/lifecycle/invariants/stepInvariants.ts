import type { EventType, LifeEvent } from '../events.ts'
import { keepersOf } from '../keepers.ts'
import { goingOfEntries, reach, reachOfImages } from '../reach.ts'
import { isDue } from '../retention.ts'
import type { Item, Run, State } from '../state.ts'
import { useKey, usesOf } from '../uses.ts'
import { knownEntry, knownItem, liveMembers } from '../whereabouts.ts'

export interface Step {
  readonly before: State
  readonly event: LifeEvent
  readonly after: State
}

/** A law about what one event changes. */
export interface StepInvariant {
  readonly number: string
  readonly law: string
  readonly breaches: (step: Step) => readonly string[]
}

type EventOf<Type extends EventType> = Extract<LifeEvent, { readonly type: Type }>

function onlyFor<Type extends EventType>(type: Type, breaches: (event: EventOf<Type>, step: Step) => readonly string[]) {
  const isMeant = (event: LifeEvent): event is EventOf<Type> => event.type === type
  return (step: Step) => (isMeant(step.event) ? breaches(step.event, step) : [])
}

function changedIds<V>(before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>): readonly string[] {
  const ids = new Set([...before.keys(), ...after.keys()])
  return [...ids].filter((id) => before.get(id) !== after.get(id))
}

/** The ids of all that an event may change. */
function reachable({ before, event }: Step): readonly string[] {
  switch (event.type) {
    case 'created':
      return [event.item.id]
    case 'trashed':
    case 'versionsTrashed':
      return [event.entry.id, event.entry.root.kind === 'item' ? event.entry.root.itemId : event.entry.root.runId, ...event.entry.sweptIds]
    case 'restoredFromTrash': {
      const { root } = knownEntry(before, event.entryId)
      return [event.entryId, ...(root.kind === 'versions' ? [root.runId] : []), ...event.homecomings.map(({ itemId }) => itemId)]
    }
    case 'purgeBegan': {
      const roots = event.entryIds.map((id) => knownEntry(before, id).root)
      const runIds = roots.flatMap((root) => (root.kind === 'versions' ? [root.runId] : []))
      const parts = [
        event.entryIds,
        event.absorbedEntryIds,
        event.items.map(({ itemId }) => itemId),
        event.resultIds,
        event.imageIds,
        runIds,
      ]
      return parts.flat()
    }
    case 'purged':
      return purgedIds(before, event.purgeId)
    case 'held':
      return [event.hold.id]
    case 'released':
      return [event.holdId]
    case 'noticeGiven':
      return [event.entryId]
    case 'imagesHeld':
      return [...event.imageIds, ...(event.byRunId === null ? [] : [event.byRunId])]
    case 'imagesReleased':
      return event.imageIds
    case 'useBegan':
      return [useKey(event.use)]
    case 'useEnded':
      return usesOf(before, event.operationId)
    case 'published':
      return [event.itemId, event.result.id]
    case 'queued':
    case 'started':
    case 'handedBack':
    case 'unchanged':
    case 'failed':
    case 'cancelled':
    case 'revertBegan':
    case 'revertEnded':
    case 'cleared':
    case 'moved':
    case 'renamed':
    case 'retentionSet':
    case 'transferred':
    case 'shared':
    case 'unshared':
    case 'left':
  }
  return [event.itemId]
}

function purgedIds(state: State, purgeId: string): readonly string[] {
  const entries = [...state.entries.values()].filter((entry) => entry.purgeId === purgeId)
  const ids = new Set(entries.map(({ id }) => id))
  const items = [...state.items.values()].filter(({ state: where }) => 'entryId' in where && ids.has(where.entryId))
  const runs = entries.flatMap(({ root }) => (root.kind === 'versions' ? [root.runId] : []))
  const images = [...state.images.values()].filter((image) => image.state.place === 'purging' && image.state.purgeId === purgeId)
  return [...ids, ...items.map(({ id }) => id), ...runs, ...images.map(({ id }) => id)]
}

function bystanders(step: Step): readonly string[] {
  const { before, after } = step
  const allowed = new Set(reachable(step))
  const maps = ['items', 'results', 'images', 'entries', 'holds', 'uses'] as const
  const touched = maps.flatMap((map) => changedIds<object>(before[map], after[map]))
  return touched.filter((id) => !allowed.has(id)).map((id) => `${step.event.type} changed ${id}`)
}

function sameSet(name: string, expected: readonly string[], found: readonly string[]): readonly string[] {
  const isSame = expected.toSorted().join() === found.toSorted().join()
  return isSame ? [] : [`${name}: expected ${expected.join(' ')}, found ${found.join(' ')}`]
}

const executesThePlan = onlyFor('purgeBegan', (event, { before, after }) => {
  const isOfImages = event.entryIds.length === 0
  const { itemIds, resultIds, imageIds } = isOfImages
    ? reachOfImages(before, event.imageIds)
    : reach(before, goingOfEntries(before, event.entryIds))
  const leaving = [...after.items.values()].filter(
    (item) => item.state.place === 'purging' && knownItem(before, item.id).state.place !== 'purging',
  )
  const goneResults = [...before.results.keys()].filter((id) => !after.results.has(id))
  const goneImages = [...after.images.values()].filter(
    (image) => image.state.place === 'purging' && before.images.get(image.id)?.state.place !== 'purging',
  )
  return [
    ...sameSet(
      'items',
      itemIds,
      leaving.map(({ id }) => id),
    ),
    ...sameSet('results', resultIds, goneResults),
    ...sameSet(
      'images',
      imageIds,
      goneImages.map(({ id }) => id),
    ),
  ]
})

const forwardOnly = ({ before, after }: Step) => {
  const rank = { live: 0, trashed: 0, purging: 1, purged: 2 }
  const breaches: string[] = []
  for (const item of before.items.values()) {
    const next = after.items.get(item.id)
    if (!next) breaches.push(`${item.id} has no tombstone`)
    else if (rank[next.state.place] < rank[item.state.place]) breaches.push(`${item.id} came back from ${item.state.place}`)
  }
  return breaches
}

const heldStays = onlyFor('purgeBegan', (event, { before }) => {
  const kept = event.entryIds.flatMap((id) => keepersOf(before, knownEntry(before, id)))
  return kept.map(({ words }) => `purged in spite of ${words}`)
})

function grants(item: Item): readonly string[] {
  return item.kind === 'project' ? [...item.members.keys()] : item.grantees
}

const leaveIsOneGrant = onlyFor('left', ({ itemId, userId }, { before, after }) => {
  const item = knownItem(before, itemId)
  const next = knownItem(after, itemId)
  return sameSet(
    'grants',
    grants(item).filter((id) => id !== userId),
    grants(next),
  )
})

const childrenUntouched = ({ before, event, after }: Step) => {
  if (event.type !== 'trashed' && event.type !== 'restoredFromTrash') return []
  const root = event.type === 'trashed' ? event.entry.root : knownEntry(before, event.entryId).root
  if (root.kind !== 'item' || knownItem(before, root.itemId).kind !== 'project') return []
  const children = [...before.items.values()].filter((item) => item.kind !== 'project' && item.projectId === root.itemId)
  return children.filter((child) => after.items.get(child.id) !== child).map(({ id }) => `${id} changed with its project`)
}

const transferIsWhole = onlyFor('transferred', ({ itemId, toUserId }, { after }) => {
  return knownItem(after, itemId).ownerId === toUserId ? [] : [`${itemId} did not change hands`]
})

/** By the program only what is due; due times never change. */
const notBeforeItsTime = ({ before, event, after }: Step) => {
  const breaches: string[] = []
  for (const entry of before.entries.values()) {
    const next = after.entries.get(entry.id)
    if (next && next.purgeDueMs !== entry.purgeDueMs) breaches.push(`entry ${entry.id} changed its time`)
  }
  if (event.type !== 'purgeBegan' || event.by !== 'retention') return breaches
  const early = event.entryIds.filter((id) => !isDue(knownEntry(before, id), event.atMs))
  return [...breaches, ...early.map((id) => `entry ${id} was purged before its time`)]
}

const numbersGrow = ({ before, after }: Step) => {
  const runs = [...before.items.values()].filter((item): item is Run => item.kind === 'run')
  return runs.flatMap((run) => {
    const next = knownItem(after, run.id)
    return next.kind === 'run' && next.lastVersion < run.lastVersion ? [`${run.id} would use a number of a version again`] : []
  })
}

const hiddenStaysIdle = onlyFor('trashed', ({ entry }, { after }) => {
  const { root } = entry
  const members = root.kind === 'item' && knownItem(after, root.itemId).kind === 'project' ? liveMembers(after, root.itemId) : []
  const busy = members.filter((item) => item.kind === 'run' && 'operation' in item.state)
  return busy.map(({ id }) => `${id} is at work in a project in the trash`)
})

export const stepInvariants: readonly StepInvariant[] = [
  { number: 'I2', law: 'An event changes what it names and nothing else.', breaches: bystanders },
  { number: 'I3', law: 'A purge takes what its plan reaches, exactly.', breaches: executesThePlan },
  {
    number: 'I7',
    law: 'What is purged leaves a tombstone and never comes back; numbers are not used again.',
    breaches: (step) => [...forwardOnly(step), ...numbersGrow(step)],
  },
  { number: 'I10', law: 'What is held or in use is not purged.', breaches: heldStays },
  { number: 'I12', law: 'To leave ends the grant of who leaves, and nothing else.', breaches: leaveIsOneGrant },
  { number: 'I19', law: 'What goes to the trash is at rest.', breaches: hiddenStaysIdle },
  { number: 'I21', law: 'A project comes and goes without touching what is in it.', breaches: childrenUntouched },
  { number: 'I24', law: 'What is transferred belongs to the new owner.', breaches: transferIsWhole },
  { number: 'I26', law: 'Nothing is purged by the clock before its time, and the time does not change.', breaches: notBeforeItsTime },
]
