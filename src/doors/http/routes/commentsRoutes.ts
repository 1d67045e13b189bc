import type { commentsEndpoints } from '../../../app/contract/api/comments.ts'
import { commentOnRun, listRunComments, withdrawComment } from '../../../app/remarks/runComments.ts'
import type { Routes } from '../routes.ts'
import { onRun } from './onRun.ts'

export const commentsRoutes: Routes<typeof commentsEndpoints> = {
  listComments: ({ halley, params }) => onRun(halley, params.run, (run) => listRunComments(halley, run)),
  addComment: ({ halley, params, body }) => onRun(halley, params.run, (run) => commentOnRun(halley, run, body.text)),
  deleteComment: ({ halley, params }) => onRun(halley, params.run, (run) => withdrawComment(halley, run, params.comment)),
}
