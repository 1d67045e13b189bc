import type { Catalogue } from './openCatalogue.ts'
import type { CatalogueSchema } from './schema.ts'

export type CommentRow = CatalogueSchema['comments']

/** The comments on a run itself, oldest first. */
export function commentsOnRun(catalogue: Catalogue, runId: string): Promise<CommentRow[]> {
  return catalogue.selectFrom('comments').selectAll().where('runId', '=', runId).orderBy('at').orderBy('id').execute()
}

/** Takes a comment away. */
export async function removeComment(transaction: Catalogue, id: string): Promise<void> {
  await transaction.deleteFrom('comments').where('id', '=', id).execute()
}
