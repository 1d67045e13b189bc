import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'

/** A source that somebody marked, and why. */
export interface FavouriteSource {
  readonly anchorId: string
  readonly runId: string
  readonly sourceId: number
  readonly text: string
  readonly at: string
}

/** The favourites of a user, newest first. */
export function favouritesOf(catalogue: Catalogue, userId: string): Promise<FavouriteSource[]> {
  return catalogue
    .selectFrom('favourites')
    .innerJoin('sourceAnchors', 'sourceAnchors.id', 'favourites.sourceAnchorId')
    .select(['sourceAnchors.id as anchorId', 'sourceAnchors.runId', 'sourceAnchors.sourceId', 'favourites.text', 'favourites.at'])
    .where('favourites.userId', '=', userId)
    .orderBy('favourites.at', 'desc')
    .orderBy('favourites.id')
    .execute()
}

/** The tags of each of some sources, by name. */
export async function tagsOfAnchors(catalogue: Catalogue, anchorIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await inChunks(anchorIds, (chunk) =>
    catalogue
      .selectFrom('tagLinks')
      .innerJoin('tags', 'tags.id', 'tagLinks.tagId')
      .select(['tagLinks.sourceAnchorId as anchorId', 'tags.name'])
      .distinct()
      .where('tagLinks.sourceAnchorId', 'in', chunk)
      .orderBy('tags.name')
      .execute(),
  )
  const byAnchor = Map.groupBy(rows, ({ anchorId }) => anchorId ?? '')
  return new Map([...byAnchor].map(([id, tags]) => [id, tags.map(({ name }) => name)]))
}

/** How many comments each of some sources has. */
export async function commentCounts(catalogue: Catalogue, anchorIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await inChunks(anchorIds, (chunk) =>
    catalogue
      .selectFrom('comments')
      .select(['sourceAnchorId as anchorId', (comments) => comments.fn.countAll<number | string>().as('count')])
      .where('sourceAnchorId', 'in', chunk)
      .groupBy('sourceAnchorId')
      .execute(),
  )
  return new Map(rows.map(({ anchorId, count }) => [anchorId ?? '', Number(count)]))
}
