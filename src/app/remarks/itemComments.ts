import { randomUUID } from 'node:crypto'
import { failure, makeFault, settle, success, type Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import { addComment } from '../../store/catalogue/remarks.ts'
import { commentsOnItem, removeComment, type Commented } from '../../store/catalogue/itemComments.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import type { CommentView } from '../contract/comment.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'

/** An item that is commented on, by its name. */
export type CommentedItem = Commented & { readonly name: string }

export interface ItemComments {
  readonly comments: readonly CommentView[]
  readonly mayComment: boolean
}

/** What was said about an item, oldest first. */
export async function listItemComments(halley: Halley, item: Commented): Promise<Result<ItemComments>> {
  const { store, user } = halley
  const rows = await commentsOnItem(store.catalogue, item)
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
  return success({ comments, mayComment: (await rightFault(halley, 'comment', item.id)) === null })
}

/** Says something about an item. @returns `right.denied` for who may not comment */
export async function commentOnItem(halley: Halley, item: Commented, text: string): Promise<Result<CommentView>> {
  const { store, user } = halley
  const denied = await rightFault(halley, 'comment', item.id)
  if (denied) return failure(denied)
  const id = randomUUID()
  const at = halley.now().toISOString()
  return settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      await addComment(transaction, { id, userId: user.id, at, subject: { kind: item.kind, itemId: item.id } }, text)
      const event = { at, actorId: user.id, action: 'commented', subjectKind: item.kind, subjectId: item.id }
      await recordAudit(transaction, { ...event, details: { comment: id } })
      return { id, by: user.name, atUtc: at, text, isMine: true }
    }),
  )
}

/** Takes back what the user said about an item. @returns `comment.notFound` for what is not there, `right.denied` for another's */
export async function withdrawComment(halley: Halley, item: CommentedItem, commentId: string): Promise<Result<{ readonly id: string }>> {
  const { store, user } = halley
  const denied = await rightFault(halley, 'comment', item.id)
  if (denied) return failure(denied)
  const comment = (await commentsOnItem(store.catalogue, item)).find(({ id }) => id === commentId)
  if (!comment) {
    const message = `Comment ${commentId}: expected one on ${item.kind} ${item.name}, found none.`
    return failure(
      makeFault('comment.notFound', message, { hint: 'It may be deleted already.', data: { item: item.id, comment: commentId } }),
    )
  }
  if (comment.userId !== user.id) {
    const message = `Delete a comment on ${item.kind} ${item.name}: expected one of your own, found that of somebody else.`
    return failure(makeFault('right.denied', message, { hint: 'Who wrote it can delete it.', data: { comment: commentId } }))
  }
  const event = { at: halley.now().toISOString(), actorId: user.id, action: 'commentDeleted', subjectKind: item.kind, subjectId: item.id }
  return settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      await removeComment(transaction, commentId)
      await recordAudit(transaction, { ...event, details: { comment: commentId } })
      return { id: commentId }
    }),
  )
}
