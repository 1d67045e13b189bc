import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'

/** A source by its run and its id there. */
export interface RunSource {
  readonly runId: string
  readonly sourceId: number
}

/** The sources of some runs that have a tag, in order. */
export async function taggedSources(catalogue: Catalogue, runIds: readonly string[], tag: string): Promise<RunSource[]> {
  return inChunks(runIds, (chunk) =>
    catalogue
      .selectFrom('sourceAnchors')
      .innerJoin('tagLinks', 'tagLinks.sourceAnchorId', 'sourceAnchors.id')
      .innerJoin('tags', 'tags.id', 'tagLinks.tagId')
      .select(['sourceAnchors.runId', 'sourceAnchors.sourceId'])
      .distinct()
      .where('sourceAnchors.runId', 'in', chunk)
      .where('tags.name', '=', tag)
      .orderBy('sourceAnchors.runId')
      .orderBy('sourceAnchors.sourceId')
      .execute(),
  )
}

/** The sources of some runs that are favourites of a user, in order. */
export async function favouriteSources(catalogue: Catalogue, runIds: readonly string[], userId: string): Promise<RunSource[]> {
  return inChunks(runIds, (chunk) =>
    catalogue
      .selectFrom('sourceAnchors')
      .innerJoin('favourites', 'favourites.sourceAnchorId', 'sourceAnchors.id')
      .select(['sourceAnchors.runId', 'sourceAnchors.sourceId'])
      .distinct()
      .where('sourceAnchors.runId', 'in', chunk)
      .where('favourites.userId', '=', userId)
      .orderBy('sourceAnchors.runId')
      .orderBy('sourceAnchors.sourceId')
      .execute(),
  )
}
