import type { Image, Item, Run, RunResult, State, TrashEntry } from './state.ts'
import { itemsOfEntry } from './keepers.ts'
import { isRetained, knownEntry, knownItem, knownRun, liveMembers } from './whereabouts.ts'

/** What an act takes away: whole items, and single versions of runs that stay. */
export interface Going {
  readonly itemIds: ReadonlySet<string>
  readonly versions: ReadonlyMap<string, ReadonlySet<number>>
}

/** Who keeps an image. */
export type Holder =
  | { readonly kind: 'run'; readonly runId: string; readonly versions: readonly number[] }
  | { readonly kind: 'operation'; readonly runId: string; readonly operationId: string }
  | { readonly kind: 'ingest'; readonly userId: string }

/** What would be gone after an act, computed from the edges: run's version -> result -> image. */
export interface Reach {
  readonly itemIds: readonly string[]
  /** Versions that go, by run; of runs that go all that are retained. */
  readonly versions: ReadonlyMap<string, readonly number[]>
  readonly resultIds: readonly string[]
  readonly imageIds: readonly string[]
  /** Results of versions that go which other retained versions of the run point at. */
  readonly keptResultIds: readonly string[]
  /** Images of results that go, with all that keeps them. */
  readonly keptImages: ReadonlyMap<string, readonly Holder[]>
  /** Uses of images by versions that stay, in the state that was loaded. */
  readonly liveReferences: number
}

export function goingOfItems(state: State, ids: readonly string[]): Going {
  const itemIds = new Set(ids)
  for (const id of ids) {
    if (knownItem(state, id).kind === 'project') for (const member of liveMembers(state, id)) itemIds.add(member.id)
  }
  return { itemIds, versions: new Map() }
}

export function goingOfVersions(runId: string, numbers: readonly number[]): Going {
  return { itemIds: new Set(), versions: new Map([[runId, new Set(numbers)]]) }
}

/** All live versions of runs that stay. */
export function goingOfAllVersions(state: State, runIds: readonly string[]): Going {
  const liveOf = (id: string) => knownRun(state, id).versions.filter((version) => version.state.place === 'live')
  const versions = new Map(runIds.map((id) => [id, new Set(liveOf(id).map(({ number }) => number))]))
  return { itemIds: new Set(), versions }
}

export function goingOfEntries(state: State, entryIds: readonly string[]): Going {
  const itemIds = new Set<string>()
  const versions = new Map<string, Set<number>>()
  for (const entry of entryIds.map((id) => knownEntry(state, id))) {
    for (const id of itemsOfEntry(state, entry)) itemIds.add(id)
    if (entry.root.kind === 'item') continue
    const numbers = versions.get(entry.root.runId) ?? new Set()
    for (const number of entry.root.numbers) numbers.add(number)
    versions.set(entry.root.runId, numbers)
  }
  return { itemIds, versions }
}

/** Entries of versions that end because their whole run goes. */
export function absorbedEntries(state: State, going: Going): readonly TrashEntry[] {
  return [...state.entries.values()].filter(
    ({ root, purgeId }) => root.kind === 'versions' && purgeId === null && going.itemIds.has(root.runId),
  )
}

interface Split {
  readonly going: Map<string, number[]>
  readonly goingResults: Set<string>
  /** Of versions that stay: the numbers, by result. */
  readonly staying: Map<string, number[]>
}

function splitVersions(runs: readonly Run[], going: Going): Split {
  const split: Split = { going: new Map(), goingResults: new Set(), staying: new Map() }
  for (const run of runs) {
    const numbers: number[] = []
    for (const version of run.versions) {
      if (!isRetained(run, version)) continue
      if (going.itemIds.has(run.id) || going.versions.get(run.id)?.has(version.number)) {
        numbers.push(version.number)
        split.goingResults.add(version.resultId)
      } else split.staying.set(version.resultId, [...(split.staying.get(version.resultId) ?? []), version.number])
    }
    if (numbers.length > 0) split.going.set(run.id, numbers)
  }
  return split
}

/** The versions that keep each of the candidates, by image and run. */
function versionHolders(state: State, staying: Split['staying'], candidates: ReadonlySet<string>): Map<string, Map<string, number[]>> {
  const holders = new Map<string, Map<string, number[]>>()
  for (const [resultId, numbers] of staying) {
    const { runId, imageIds } = knownResult(state, resultId)
    for (const imageId of imageIds) {
      if (!candidates.has(imageId)) continue
      const byRun = holders.get(imageId) ?? new Map<string, number[]>()
      byRun.set(runId, [...(byRun.get(runId) ?? []), ...numbers])
      holders.set(imageId, byRun)
    }
  }
  return holders
}

function operationHolders(runs: readonly Run[], going: Going, imageId: string): readonly Holder[] {
  const holders: Holder[] = []
  for (const { id, state } of runs) {
    if (going.itemIds.has(id) || state.place !== 'live' || !('operation' in state) || !state.operation.imageIds.includes(imageId)) continue
    holders.push({ kind: 'operation', runId: id, operationId: state.operation.id })
  }
  return holders
}

function holdersOf(image: Image | undefined, byRun: ReadonlyMap<string, readonly number[]> | undefined): readonly Holder[] {
  const runs = [...(byRun ?? [])].map(([runId, versions]): Holder => ({ kind: 'run', runId, versions: versions.toSorted((a, b) => a - b) }))
  const users = (image?.ingestedBy ?? []).map((userId): Holder => ({ kind: 'ingest', userId }))
  return [...runs, ...users]
}

/**
 * What goes and what stays. The state must hold, of every image of a version that goes, all results that use it with
 * their runs and versions: what is not loaded is taken not to be.
 */
export function reach(state: State, going: Going): Reach {
  const runs = runsOf(state)
  const { going: versions, goingResults, staying } = splitVersions(runs, going)
  const resultIds = [...goingResults].filter((id) => !staying.has(id))
  const candidates = new Set(resultIds.flatMap((id) => knownResult(state, id).imageIds))
  const byVersions = versionHolders(state, staying, candidates)
  const keptImages = new Map<string, readonly Holder[]>()
  for (const id of candidates) {
    const holders = [...holdersOf(state.images.get(id), byVersions.get(id)), ...operationHolders(runs, going, id)]
    if (holders.length > 0) keptImages.set(id, holders)
  }
  return {
    itemIds: [...going.itemIds],
    versions,
    resultIds,
    imageIds: [...candidates].filter((id) => !keptImages.has(id)),
    keptResultIds: [...goingResults].filter((id) => staying.has(id)),
    keptImages,
    liveReferences: [...staying.keys()].reduce((sum, id) => sum + knownResult(state, id).imageIds.length, 0),
  }
}

/**
 * What of images nothing keeps, and what keeps the others. The state must hold all results that use them, with their
 * runs and versions.
 */
export function reachOfImages(state: State, imageIds: readonly string[]): Reach {
  const runs = runsOf(state)
  const nothing: Going = { itemIds: new Set(), versions: new Map() }
  const live = new Set(imageIds.filter((id) => state.images.get(id)?.state.place === 'live'))
  const byVersions = versionHolders(state, splitVersions(runs, nothing).staying, live)
  const keptImages = new Map<string, readonly Holder[]>()
  for (const id of live) {
    const holders = [...holdersOf(state.images.get(id), byVersions.get(id)), ...operationHolders(runs, nothing, id)]
    if (holders.length > 0) keptImages.set(id, holders)
  }
  const gone = [...live].filter((id) => !keptImages.has(id))
  return { itemIds: [], versions: new Map(), resultIds: [], imageIds: gone, keptResultIds: [], keptImages, liveReferences: 0 }
}

function runsOf(state: State): readonly Run[] {
  return [...state.items.values()].filter((item: Item): item is Run => item.kind === 'run')
}

function knownResult(state: State, id: string): RunResult {
  const result = state.results.get(id)
  if (!result) throw new Error(`No result ${id} in the state that was loaded`)
  return result
}
