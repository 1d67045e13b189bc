import type { Catalogue } from './openCatalogue.ts'
import type { RunSource } from './sourceRemarks.ts'
import type { CatalogueSchema } from './schema.ts'

type Comment = CatalogueSchema['comments']
type Favourite = CatalogueSchema['favourites']

/** A tag on a source, by one of those who gave it. */
export interface SourceTag {
  readonly name: string
  readonly userId: string
}

function anchorOf(catalogue: Catalogue, { runId, sourceId }: RunSource) {
  return catalogue.selectFrom('sourceAnchors').select('id').where('runId', '=', runId).where('sourceId', '=', sourceId)
}

/** The comments on a source, oldest first. */
export function commentsOnSource(catalogue: Catalogue, source: RunSource): Promise<Comment[]> {
  return catalogue
    .selectFrom('comments')
    .selectAll()
    .where('sourceAnchorId', 'in', anchorOf(catalogue, source))
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** The tags of a source, by name, one row for each who gave it. */
export function tagsOfSource(catalogue: Catalogue, source: RunSource): Promise<SourceTag[]> {
  return catalogue
    .selectFrom('tagLinks')
    .innerJoin('tags', 'tags.id', 'tagLinks.tagId')
    .select(['tags.name', 'tagLinks.userId'])
    .where('tagLinks.sourceAnchorId', 'in', anchorOf(catalogue, source))
    .orderBy('tags.name')
    .orderBy('tagLinks.userId')
    .execute()
}

/** The names of all tags that sources of a run have. */
export async function tagsOfRun(catalogue: Catalogue, runId: string): Promise<string[]> {
  const rows = await catalogue
    .selectFrom('tagLinks')
    .innerJoin('tags', 'tags.id', 'tagLinks.tagId')
    .innerJoin('sourceAnchors', 'sourceAnchors.id', 'tagLinks.sourceAnchorId')
    .select('tags.name')
    .distinct()
    .where('sourceAnchors.runId', '=', runId)
    .orderBy('tags.name')
    .execute()
  return rows.map(({ name }) => name)
}

/** The source as a favourite of a user. */
export function favouriteOf(catalogue: Catalogue, source: RunSource, userId: string): Promise<Favourite | undefined> {
  return catalogue
    .selectFrom('favourites')
    .selectAll()
    .where('sourceAnchorId', 'in', anchorOf(catalogue, source))
    .where('userId', '=', userId)
    .executeTakeFirst()
}

/** Takes a tag from a source: that of one user, the others' stay. */
export async function removeTagLink(transaction: Catalogue, source: RunSource, userId: string, name: string): Promise<void> {
  await transaction
    .deleteFrom('tagLinks')
    .where('sourceAnchorId', 'in', anchorOf(transaction, source))
    .where('userId', '=', userId)
    .where('tagId', 'in', transaction.selectFrom('tags').select('id').where('name', '=', name))
    .execute()
}

export async function removeFavourite(transaction: Catalogue, source: RunSource, userId: string): Promise<void> {
  await transaction
    .deleteFrom('favourites')
    .where('sourceAnchorId', 'in', anchorOf(transaction, source))
    .where('userId', '=', userId)
    .execute()
}
