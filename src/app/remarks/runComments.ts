import { randomUUID } from 'node:crypto'
import { failure, makeFault, settle, success, type Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { addComment } from '../../store/catalogue/remarks.ts'
import { commentsOnRun, removeComment } from '../../store/catalogue/runComments.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import type { CommentView } from '../contract/comment.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'

export interface RunComments {
  readonly comments: readonly CommentView[]
  readonly mayComment: boolean
}

/** What was said about a run, oldest first. */
export async function listRunComments(halley: Halley, { id }: RunRow): Promise<Result<RunComments>> {
  const { store, user } = halley
  const rows = await commentsOnRun(store.catalogue, id)
  const names = await userNames(
    store.catalogue,
    rows.map(({ userId }) => userId),
  )
  const comments = rows.map(({ id: commentId, userId, at, text }) => ({
    id: commentId,
    by: names.get(userId) ?? userId,
    atUtc: at,
    text,
    isMine: userId === user.id,
  }))
  return success({ comments, mayComment: (await rightFault(halley, 'comment', id)) === null })
}

/** Says something about a run. @returns `right.denied` for who may not comment */
export async function commentOnRun(halley: Halley, run: RunRow, text: string): Promise<Result<CommentView>> {
  const { store, user } = halley
  const denied = await rightFault(halley, 'comment', run.id)
  if (denied) return failure(denied)
  const id = randomUUID()
  const at = halley.now().toISOString()
  return settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      await addComment(transaction, { id, userId: user.id, at, subject: { kind: 'run', runId: run.id } }, text)
      const event = { at, actorId: user.id, action: 'commented', subjectKind: 'run', subjectId: run.id }
      await recordAudit(transaction, { ...event, details: { comment: id } })
      return { id, by: user.name, atUtc: at, text, isMine: true }
    }),
  )
}

/** Takes back what the user said about a run. @returns `comment.notFound` for what is not there, `right.denied` for another's */
export async function withdrawComment(halley: Halley, run: RunRow, commentId: string): Promise<Result<{ readonly id: string }>> {
  const { store, user } = halley
  const denied = await rightFault(halley, 'comment', run.id)
  if (denied) return failure(denied)
  const comment = (await commentsOnRun(store.catalogue, run.id)).find(({ id }) => id === commentId)
  if (!comment) {
    const message = `Run ${run.name}: expected a comment with the id ${commentId}, found none.`
    return failure(
      makeFault('comment.notFound', message, { hint: 'It may be deleted already.', data: { run: run.id, comment: commentId } }),
    )
  }
  if (comment.userId !== user.id) {
    const message = `Delete a comment on run ${run.name}: expected one of your own, found that of somebody else.`
    return failure(makeFault('right.denied', message, { hint: 'Who wrote it can delete it.', data: { comment: commentId } }))
  }
  const event = { at: halley.now().toISOString(), actorId: user.id, action: 'commentDeleted', subjectKind: 'run', subjectId: run.id }
  return settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      await removeComment(transaction, commentId)
      await recordAudit(transaction, { ...event, details: { comment: commentId } })
      return { id: commentId }
    }),
  )
}
