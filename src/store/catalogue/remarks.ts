import { randomUUID } from 'node:crypto'
import type { ItemKind } from '../../lifecycle/state.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { RemarkRow } from './schema.ts'

/** What a remark is about. */
export type RemarkSubject =
  | { readonly kind: ItemKind; readonly itemId: string }
  | { readonly kind: 'image'; readonly imageId: string }
  | { readonly kind: 'source'; readonly runId: string; readonly sourceId: number }
  | { readonly kind: 'measurement'; readonly imageId: string; readonly measurementId: number }

export interface NewRemark {
  /** A remark whose id is there already is left as it is. */
  readonly id: string
  readonly userId: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly subject: RemarkSubject
}

const onNothing = {
  projectId: null,
  runId: null,
  sampleId: null,
  analysisId: null,
  imageId: null,
  sourceAnchorId: null,
  measurementAnchorId: null,
}

/** Adds a comment. Call it inside a transaction. */
export async function addComment(transaction: Catalogue, remark: NewRemark, text: string): Promise<void> {
  const row = await remarkRow(transaction, remark)
  await transaction
    .insertInto('comments')
    .values({ ...row, text })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** Adds a favourite with why it is one. Call it inside a transaction. */
export async function addFavourite(transaction: Catalogue, remark: NewRemark, text: string): Promise<void> {
  const row = await remarkRow(transaction, remark)
  await transaction
    .insertInto('favourites')
    .values({ ...row, text })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** Tags something; the tag is made where there is none of that name. Call it inside a transaction. */
export async function addTagLink(transaction: Catalogue, remark: NewRemark, name: string): Promise<void> {
  await transaction
    .insertInto('tags')
    .values({ id: randomUUID(), name })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const tag = await transaction.selectFrom('tags').select('id').where('name', '=', name).executeTakeFirstOrThrow()
  const row = await remarkRow(transaction, remark)
  await transaction
    .insertInto('tagLinks')
    .values({ ...row, tagId: tag.id })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

async function remarkRow(transaction: Catalogue, { id, userId, at, subject }: NewRemark): Promise<RemarkRow> {
  return { ...onNothing, id, userId, at, ...(await subjectKey(transaction, subject)) }
}

const itemKeys = { project: 'projectId', run: 'runId', sample: 'sampleId', analysis: 'analysisId' } as const

async function subjectKey(transaction: Catalogue, subject: RemarkSubject): Promise<Partial<RemarkRow>> {
  if ('itemId' in subject) return { [itemKeys[subject.kind]]: subject.itemId }
  if (subject.kind === 'image') return { imageId: subject.imageId }
  if (subject.kind === 'source') return { sourceAnchorId: await sourceAnchor(transaction, subject.runId, subject.sourceId) }
  return { measurementAnchorId: await measurementAnchor(transaction, subject.imageId, subject.measurementId) }
}

/** The row that remarks on a source hang on. */
async function sourceAnchor(transaction: Catalogue, runId: string, sourceId: number): Promise<string> {
  await transaction
    .insertInto('sourceAnchors')
    .values({ id: randomUUID(), runId, sourceId })
    .onConflict((conflict) => conflict.columns(['runId', 'sourceId']).doNothing())
    .execute()
  const anchor = transaction.selectFrom('sourceAnchors').select('id').where('runId', '=', runId).where('sourceId', '=', sourceId)
  return (await anchor.executeTakeFirstOrThrow()).id
}

/** The row that remarks on a measurement hang on. */
async function measurementAnchor(transaction: Catalogue, imageId: string, measurementId: number): Promise<string> {
  await transaction
    .insertInto('measurementAnchors')
    .values({ id: randomUUID(), imageId, measurementId })
    .onConflict((conflict) => conflict.columns(['imageId', 'measurementId']).doNothing())
    .execute()
  const anchor = transaction
    .selectFrom('measurementAnchors')
    .select('id')
    .where('imageId', '=', imageId)
    .where('measurementId', '=', measurementId)
  return (await anchor.executeTakeFirstOrThrow()).id
}
