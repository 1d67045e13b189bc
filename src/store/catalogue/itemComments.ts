import type { ItemKind } from '../../lifecycle/state.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { CatalogueSchema } from './schema.ts'

export type CommentRow = CatalogueSchema['comments']

/** An item that is commented on. */
export interface Commented {
  readonly kind: ItemKind
  readonly id: string
}

const keys = { project: 'projectId', run: 'runId', sample: 'sampleId', analysis: 'analysisId' } as const

/** The comments on an item itself, oldest first. */
export function commentsOnItem(catalogue: Catalogue, { kind, id }: Commented): Promise<CommentRow[]> {
  return catalogue.selectFrom('comments').selectAll().where(keys[kind], '=', id).orderBy('at').orderBy('id').execute()
}

/** Takes a comment away. */
export async function removeComment(transaction: Catalogue, id: string): Promise<void> {
  await transaction.deleteFrom('comments').where('id', '=', id).execute()
}
