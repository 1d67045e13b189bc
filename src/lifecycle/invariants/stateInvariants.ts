import { itemsOfEntry } from '../keepers.ts'
import { isBusy } from '../runState.ts'
import type { Item, Run, State } from '../state.ts'
import { isRetained, whereabouts } from '../whereabouts.ts'

/** A law that holds in every state that commands can reach. Numbered as everywhere in the project. */
export interface StateInvariant {
  readonly number: string
  readonly law: string
  /** What breaks it, in words; none when it holds. */
  readonly breaches: (state: State) => readonly string[]
}

function runsOf(state: State): readonly Run[] {
  return [...state.items.values()].filter((item): item is Run => item.kind === 'run')
}

function imagesInUse(state: State): readonly string[] {
  const breaches: string[] = []
  for (const run of runsOf(state)) {
    for (const version of run.versions) {
      if (!isRetained(run, version)) continue
      const result = state.results.get(version.resultId)
      if (!result) breaches.push(`v${version.number} of ${run.id} is kept without its result`)
      for (const id of result?.imageIds ?? []) {
        if (state.images.get(id)?.state.place !== 'live') breaches.push(`image ${id} of v${version.number} of ${run.id} is gone`)
      }
    }
  }
  return breaches
}

function heldImages(state: State): readonly string[] {
  const ofOperations = runsOf(state).flatMap((run) => ('operation' in run.state ? run.state.operation.imageIds : []))
  return ofOperations
    .filter((id) => (state.images.get(id)?.state.place ?? 'live') !== 'live')
    .map((id) => `image ${id} is gone while it is read`)
}

function heads(state: State): readonly string[] {
  const breaches: string[] = []
  for (const run of runsOf(state)) {
    if (run.state.place === 'purged') continue
    const { head } = run.state
    const live = run.versions.filter((version) => version.state.place === 'live').map(({ number }) => number)
    if (head !== null && !live.includes(head)) breaches.push(`${run.id} shows v${head}, which is not live`)
    if (head === null && live.length > 0) breaches.push(`${run.id} shows nothing but has v${live.join(', v')}`)
  }
  return breaches
}

function work(state: State): readonly string[] {
  const isWrong = (run: Run) => run.state.place === 'live' && isBusy(run.state) && whereabouts(state, run) !== 'live'
  return runsOf(state)
    .filter(isWrong)
    .map(({ id }) => `${id} is at work, but not to be seen`)
}

function partition(state: State): readonly string[] {
  const breaches: string[] = []
  for (const item of state.items.values()) {
    if (item.kind === 'project') continue
    const project = state.items.get(item.projectId)
    if (project?.kind !== 'project') breaches.push(`${item.id} is in no project`)
    else if (item.state.place === 'live' && (project.state.place === 'purging' || project.state.place === 'purged')) {
      breaches.push(`${item.id} is live in ${project.id}, which is ${project.state.place}`)
    }
  }
  return breaches
}

/** What an entry says it has, by key; a purge that has begun has also what was in its project. */
function claims(state: State): Map<string, string[]> {
  const claimed = new Map<string, string[]>()
  for (const entry of state.entries.values()) {
    const { root } = entry
    const keys = root.kind === 'versions' ? root.numbers.map((number) => `${root.runId} v${number}`) : [root.itemId, ...entry.sweptIds]
    for (const key of keys) claimed.set(key, [...(claimed.get(key) ?? []), entry.id])
  }
  return claimed
}

function placed(state: State): readonly { readonly key: string; readonly entryId: string; readonly item: Item }[] {
  const found: { key: string; entryId: string; item: Item }[] = []
  for (const item of state.items.values()) {
    if ('entryId' in item.state) found.push({ key: item.id, entryId: item.state.entryId, item })
    if (item.kind !== 'run') continue
    for (const version of item.versions) {
      if ('entryId' in version.state) found.push({ key: `${item.id} v${version.number}`, entryId: version.state.entryId, item })
    }
  }
  return found
}

function isGone(item: Item): boolean {
  return item.state.place === 'purging' || item.state.place === 'purged'
}

function entries(state: State): readonly string[] {
  const breaches: string[] = []
  const claimed = claims(state)
  for (const [key, entryIds] of claimed) if (entryIds.length > 1) breaches.push(`${key} is in entries ${entryIds.join(', ')}`)
  for (const { key, entryId, item } of placed(state)) {
    const entry = state.entries.get(entryId)
    const isOfProject =
      item.state.place === 'purging' && item.kind !== 'project' && state.items.get(item.projectId)?.state.place === 'purging'
    if (claimed.get(key)?.[0] === entryId || isOfProject) continue
    if (!isGone(item)) breaches.push(`${key} is in entry ${entryId}, which ${entry ? 'does not have it' : 'is not there'}`)
  }
  const inPlace = new Map(placed(state).map(({ key, entryId }) => [key, entryId]))
  for (const [key, [entryId]] of claimed) {
    const run = state.items.get(key.split(' ')[0] ?? '')
    if (inPlace.get(key) !== entryId && !(run && isGone(run))) breaches.push(`entry ${entryId} has ${key}, which is elsewhere`)
  }
  return breaches
}

/** Among whom a name is unlike all others. */
function scope(item: Item): string {
  return item.kind === 'project' || item.kind === 'run' ? item.kind : `${item.kind} of ${item.projectId}`
}

function names(state: State): readonly string[] {
  const live = [...state.items.values()].filter((item) => item.state.place === 'live')
  const keys = live.map((item) => `${scope(item)} ${item.name}`)
  return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `two live: ${key}`)
}

function leavingIsWhole(state: State): readonly string[] {
  const breaches: string[] = []
  const leaving = [...state.entries.values()].filter(({ purgeId }) => purgeId !== null)
  for (const entry of leaving) {
    for (const id of itemsOfEntry(state, entry)) {
      if (state.items.get(id)?.state.place !== 'purging') breaches.push(`${id} of entry ${entry.id}, which is leaving, is not`)
    }
  }
  return breaches
}

export const stateInvariants: readonly StateInvariant[] = [
  { number: 'I1', law: 'An image that any kept version uses, live or in the trash, is there.', breaches: imagesInUse },
  { number: 'I6', law: 'A run shows a version that is live, or none where it has none.', breaches: heads },
  { number: 'I17', law: 'An image that an operation reads is there.', breaches: heldImages },
  { number: 'I19', law: 'Only a run that can be seen is at work.', breaches: work },
  { number: 'I20', law: 'Everything is in one place; nothing is live in a project that is gone.', breaches: partition },
  { number: 'I16', law: 'An entry that is being purged takes all that is in it.', breaches: leavingIsWhole },
  { number: 'I22', law: 'What is in the trash is in one entry, and each entry has what it says.', breaches: entries },
  { number: 'I23', law: 'No two live siblings have one name.', breaches: names },
]
