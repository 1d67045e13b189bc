import { randomUUID } from 'node:crypto'
import { failure, makeFault, settle, success, type Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { addComment, addFavourite, addTagLink, type NewRemark } from '../../store/catalogue/remarks.ts'
import { removeComment } from '../../store/catalogue/itemComments.ts'
import {
  commentsOnSource,
  favouriteOf,
  removeFavourite,
  removeTagLink,
  tagsOfRun,
  tagsOfSource,
} from '../../store/catalogue/sourceNotes.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import type { CommentView } from '../contract/comment.ts'
import type { SourceRemarks } from '../contract/sourceRemarks.ts'
import { showSource } from '../explore/showSource.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import { findRun } from '../runs/findRun.ts'

/** A source by the name or id of its run, and its id there. */
export interface NamedSource {
  readonly run: string
  readonly source: number
}

interface Remarked {
  readonly runId: string
  readonly sourceId: number
}

async function readable(halley: Halley, { run, source }: NamedSource): Promise<Result<Remarked>> {
  const found = await findRun(halley, run)
  return found.ok ? success({ runId: found.value.id, sourceId: source }) : found
}

/** A source that the user may say something about: one that some version of the run has. */
async function remarkable(halley: Halley, named: NamedSource): Promise<Result<Remarked>> {
  const found = await readable(halley, named)
  if (!found.ok) return found
  const denied = await rightFault(halley, 'comment', found.value.runId)
  if (denied) return failure(denied)
  const source = await showSource(halley, { ...named, version: undefined })
  return source.ok ? found : source
}

/** What people said about a source. */
export async function showSourceRemarks(halley: Halley, named: NamedSource): Promise<Result<SourceRemarks>> {
  const found = await readable(halley, named)
  if (!found.ok) return found
  const { store, user } = halley
  const comments = await commentsOnSource(store.catalogue, found.value)
  const tags = await tagsOfSource(store.catalogue, found.value)
  const favourite = await favouriteOf(store.catalogue, found.value, user.id)
  const names = await userNames(store.catalogue, [...new Set([...comments, ...tags].map(({ userId }) => userId))])
  const nameOf = (id: string) => names.get(id) ?? id
  const byTag = Map.groupBy(tags, ({ name }) => name)
  return success({
    comments: comments.map(({ id, userId, at, text }) => ({ id, by: nameOf(userId), atUtc: at, text, isMine: userId === user.id })),
    tags: [...byTag].map(([name, given]) => ({
      name,
      by: given.map(({ userId }) => nameOf(userId)),
      isMine: given.some(({ userId }) => userId === user.id),
    })),
    favourite: favourite ? { text: favourite.text } : null,
    mayRemark: (await rightFault(halley, 'comment', found.value.runId)) === null,
  })
}

/** The tags that sources of a run have, for completion. */
export async function listTags(halley: Halley, run: string): Promise<Result<readonly string[]>> {
  const found = await findRun(halley, run)
  return found.ok ? success(await tagsOfRun(halley.store.catalogue, found.value.id)) : found
}

type Change = (transaction: Catalogue, remark: NewRemark) => Promise<void>

/** Changes what the user says of a source, with its line in the audit. */
async function remark(
  halley: Halley,
  { runId, sourceId }: Remarked,
  action: string,
  details: Readonly<Record<string, unknown>>,
  change: Change,
): Promise<Result<NewRemark>> {
  const { store, user } = halley
  const at = halley.now().toISOString()
  const mine: NewRemark = { id: randomUUID(), userId: user.id, at, subject: { kind: 'source', runId, sourceId } }
  return settle(() =>
    changeTogether(store.catalogue, async (transaction) => {
      await change(transaction, mine)
      const event = { at, actorId: user.id, action, subjectKind: 'run', subjectId: runId }
      await recordAudit(transaction, { ...event, details: { source: sourceId, ...details } })
      return mine
    }),
  )
}

/** Says something about a source. @returns `right.denied` for who may not, `source.notFound` for one that no version has */
export async function commentOnSource(halley: Halley, named: NamedSource, text: string): Promise<Result<CommentView>> {
  const found = await remarkable(halley, named)
  if (!found.ok) return found
  const said = await remark(halley, found.value, 'commented', {}, (transaction, mine) => addComment(transaction, mine, text))
  return said.ok ? success({ id: said.value.id, by: halley.user.name, atUtc: said.value.at, text, isMine: true }) : said
}

/** Takes back what the user said about a source. @returns `comment.notFound`, `right.denied` for another's */
export async function withdrawSourceComment(
  halley: Halley,
  named: NamedSource,
  commentId: string,
): Promise<Result<{ readonly id: string }>> {
  const found = await remarkable(halley, named)
  if (!found.ok) return found
  const comment = (await commentsOnSource(halley.store.catalogue, found.value)).find(({ id }) => id === commentId)
  if (!comment) {
    const message = `Source ${named.source}: expected a comment with the id ${commentId}, found none.`
    return failure(makeFault('comment.notFound', message, { hint: 'It may be deleted already.', data: { comment: commentId } }))
  }
  if (comment.userId !== halley.user.id) {
    const message = `Delete a comment on source ${named.source}: expected one of your own, found that of somebody else.`
    return failure(makeFault('right.denied', message, { hint: 'Who wrote it can delete it.', data: { comment: commentId } }))
  }
  const details = { comment: commentId }
  const done = await remark(halley, found.value, 'commentDeleted', details, (transaction) => removeComment(transaction, commentId))
  return done.ok ? success({ id: commentId }) : done
}

async function remarked(halley: Halley, named: NamedSource, action: string, details: Readonly<Record<string, unknown>>, change: Change) {
  const found = await remarkable(halley, named)
  if (!found.ok) return found
  const done = await remark(halley, found.value, action, details, change)
  return done.ok ? showSourceRemarks(halley, named) : done
}

/** Tags a source; a tag that it has from the user already stays one. */
export function tagSource(halley: Halley, named: NamedSource, tag: string): Promise<Result<SourceRemarks>> {
  return remarked(halley, named, 'tagged', { tag }, async (transaction, mine) => {
    if (mine.subject.kind === 'source') await removeTagLink(transaction, mine.subject, mine.userId, tag)
    await addTagLink(transaction, mine, tag)
  })
}

/** Takes the user's own tag from a source; others' stay. */
export function untagSource(halley: Halley, named: NamedSource, tag: string): Promise<Result<SourceRemarks>> {
  return remarked(halley, named, 'untagged', { tag }, async (transaction, mine) => {
    if (mine.subject.kind === 'source') await removeTagLink(transaction, mine.subject, mine.userId, tag)
  })
}

/** Makes a source a favourite of the user, with why; again with another why. */
export function markFavourite(halley: Halley, named: NamedSource, text: string): Promise<Result<SourceRemarks>> {
  return remarked(halley, named, 'favoured', {}, async (transaction, mine) => {
    if (mine.subject.kind === 'source') await removeFavourite(transaction, mine.subject, mine.userId)
    await addFavourite(transaction, mine, text)
  })
}

export function unmarkFavourite(halley: Halley, named: NamedSource): Promise<Result<SourceRemarks>> {
  return remarked(halley, named, 'unfavoured', {}, async (transaction, mine) => {
    if (mine.subject.kind === 'source') await removeFavourite(transaction, mine.subject, mine.userId)
  })
}
