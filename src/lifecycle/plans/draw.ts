import { reach, type Going, type Reach } from '../reach.ts'
import { madeFrom } from '../madeFrom.ts'
import type { Item, ItemKind, State } from '../state.ts'
import { knownItem } from '../whereabouts.ts'
import type { Counts, Plan, PlannedItem, Sizes } from './plan.ts'

export function planned({ kind, id, name, ownerId }: Item): PlannedItem {
  return { kind, id, name, ownerId }
}

function sum<T>(values: readonly T[], of: (value: T) => number | undefined): number {
  return values.reduce((total, value) => total + (of(value) ?? 0), 0)
}

function countsOf(reached: Reach, items: readonly Item[], { results, images, items: folders }: Sizes): Counts {
  const count = (kind: ItemKind) => items.filter((item) => item.kind === kind).length
  const { resultIds, imageIds, itemIds } = reached
  const inResults = sum(resultIds, (id) => results.get(id)?.files)
  const inImages = sum(imageIds, (id) => images.get(id)?.files)
  return {
    projects: count('project'),
    runs: count('run'),
    samples: count('sample'),
    analyses: count('analysis'),
    versions: sum([...reached.versions.values()], (numbers) => numbers.length),
    results: resultIds.length,
    images: imageIds.length,
    sources: sum(resultIds, (id) => results.get(id)?.sources),
    measurements: sum(imageIds, (id) => images.get(id)?.measurements),
    files: inResults + inImages + sum(itemIds, (id) => folders.get(id)?.files),
  }
}

function bytesOf({ resultIds, imageIds, itemIds }: Reach, { results, images, items }: Sizes): number {
  const inResults = sum(resultIds, (id) => results.get(id)?.bytes)
  const inImages = sum(imageIds, (id) => images.get(id)?.bytes)
  return inResults + inImages + sum(itemIds, (id) => items.get(id)?.bytes)
}

function commentsOf({ itemIds, imageIds }: Reach, { comments }: Sizes): Plan['goes']['comments'] {
  const leaving = new Set([...itemIds, ...imageIds])
  const byAuthor = new Map<string, number>()
  for (const { itemId, authorId, count } of comments) {
    if (leaving.has(itemId)) byAuthor.set(authorId, (byAuthor.get(authorId) ?? 0) + count)
  }
  return [...byAuthor].map(([authorId, count]) => ({ authorId, count }))
}

function goesOf(state: State, sizes: Sizes, reached: Reach): Plan['goes'] {
  const items = reached.itemIds.map((id) => knownItem(state, id))
  return {
    items: items.map(planned),
    versions: [...reached.versions].map(([runId, numbers]) => ({ runId, numbers })),
    resultIds: reached.resultIds,
    images: reached.imageIds.map((id) => ({ id, name: imageName(sizes, id) })),
    counts: countsOf(reached, items, sizes),
    bytes: bytesOf(reached, sizes),
    comments: commentsOf(reached, sizes),
  }
}

function imageName({ images }: Sizes, id: string): string {
  return images.get(id)?.name ?? id
}

function trashedAlone(state: State, { itemIds }: Going): readonly PlannedItem[] {
  const isAlone = (item: Item) =>
    item.kind !== 'project' && itemIds.has(item.projectId) && !itemIds.has(item.id) && item.state.place === 'trashed'
  return [...state.items.values()].filter(isAlone).map(planned)
}

function staysOf(state: State, sizes: Sizes, going: Going, reached: Reach): Plan['stays'] {
  const made = new Map(reached.itemIds.flatMap((id) => madeFrom(state, id)).map((item) => [item.id, item]))
  return {
    images: [...reached.keptImages].map(([id, because]) => ({ id, name: imageName(sizes, id), because })),
    resultIds: reached.keptResultIds,
    versions: [],
    madeFrom: [...made.values()].filter(({ id }) => !going.itemIds.has(id)).map(planned),
    trashedAlone: trashedAlone(state, going),
    foreignFiles: sizes.foreignFiles.filter(({ itemId }) => going.itemIds.has(itemId)),
  }
}

/** The plan of an act that takes away `going`. */
export function draw(state: State, sizes: Sizes, act: Plan['act'], going: Going): Plan {
  return drawReached(state, sizes, act, going, reach(state, going))
}

export function drawReached(state: State, sizes: Sizes, act: Plan['act'], going: Going, reached: Reach): Plan {
  return { act, entryIds: [], goes: goesOf(state, sizes, reached), stays: staysOf(state, sizes, going, reached), skipped: [] }
}
