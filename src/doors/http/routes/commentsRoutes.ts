import type { commentsEndpoints } from '../../../app/contract/api/comments.ts'
import { withItem } from '../../../app/items/withItem.ts'
import { commentOnItem, listItemComments, withdrawComment } from '../../../app/remarks/itemComments.ts'
import type { Routes } from '../routes.ts'
import { onRun } from './onRun.ts'

export const commentsRoutes: Routes<typeof commentsEndpoints> = {
  listComments: ({ halley, params }) => onRun(halley, params.run, ({ id }) => listItemComments(halley, { kind: 'run', id })),
  addComment: ({ halley, params, body }) => onRun(halley, params.run, ({ id }) => commentOnItem(halley, { kind: 'run', id }, body.text)),
  deleteComment: ({ halley, params }) =>
    onRun(halley, params.run, ({ id, name }) => withdrawComment(halley, { kind: 'run', id, name }, params.comment)),
  listItemComments: ({ halley, params }) => withItem(halley, params.item, (item) => listItemComments(halley, item)),
  addItemComment: ({ halley, params, body }) => withItem(halley, params.item, (item) => commentOnItem(halley, item, body.text)),
  deleteItemComment: ({ halley, params }) => withItem(halley, params.item, (item) => withdrawComment(halley, item, params.comment)),
}
