import { randomUUID } from 'node:crypto'
import type { Catalogue } from './openCatalogue.ts'
import type { RunSource } from './sourceRemarks.ts'

/** What a user says of many sources of one run at once. */
export interface BulkRemark {
  readonly runId: string
  readonly sourceIds: readonly number[]
  readonly userId: string
  /** ISO 8601, UTC. */
  readonly at: string
}

const rowsPerStatement = 1000

const onNothing = { projectId: null, runId: null, sampleId: null, analysisId: null, imageId: null, measurementAnchorId: null }

async function anchorsOf(transaction: Catalogue, runId: string, sourceIds: readonly number[]): Promise<string[]> {
  const rows = await transaction
    .selectFrom('sourceAnchors')
    .select('id')
    .where('runId', '=', runId)
    .where('sourceId', 'in', sourceIds)
    .orderBy('sourceId')
    .execute()
  return rows.map(({ id }) => id)
}

async function makeAnchors(transaction: Catalogue, sources: readonly RunSource[]): Promise<void> {
  await transaction
    .insertInto('sourceAnchors')
    .values(sources.map((source) => ({ id: randomUUID(), ...source })))
    .onConflict((conflict) => conflict.columns(['runId', 'sourceId']).doNothing())
    .execute()
}

/** Some sources a statement, one after the other. @returns how many were changed */
async function inParts(ids: readonly number[], work: (part: readonly number[]) => Promise<number>): Promise<number> {
  let changed = 0
  for (let first = 0; first < ids.length; first += rowsPerStatement) changed += await work(ids.slice(first, first + rowsPerStatement))
  return changed
}

async function without(
  transaction: Catalogue,
  table: 'tagLinks' | 'favourites',
  anchors: readonly string[],
  userId: string,
  tagId: string | null,
) {
  const query = transaction.selectFrom(table).select('sourceAnchorId').where('userId', '=', userId).where('sourceAnchorId', 'in', anchors)
  const rows = tagId === null ? await query.execute() : await query.where('tagId' as never, '=', tagId as never).execute()
  const marked = new Set(rows.map(({ sourceAnchorId }) => sourceAnchorId))
  return anchors.filter((id) => !marked.has(id))
}

async function tagId(transaction: Catalogue, name: string): Promise<string> {
  await transaction
    .insertInto('tags')
    .values({ id: randomUUID(), name })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  return (await transaction.selectFrom('tags').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
}

/** Tags sources that the user has not tagged so yet. Call it inside a transaction. @returns how many */
export async function tagMany(transaction: Catalogue, { runId, sourceIds, userId, at }: BulkRemark, name: string): Promise<number> {
  const tag = await tagId(transaction, name)
  return inParts(sourceIds, async (part) => {
    await makeAnchors(
      transaction,
      part.map((sourceId) => ({ runId, sourceId })),
    )
    const anchors = await without(transaction, 'tagLinks', await anchorsOf(transaction, runId, part), userId, tag)
    const rows = anchors.map((sourceAnchorId) => ({ ...onNothing, id: randomUUID(), userId, at, sourceAnchorId, tagId: tag }))
    if (rows.length > 0) await transaction.insertInto('tagLinks').values(rows).execute()
    return rows.length
  })
}

/** Takes the user's own tag from sources. Call it inside a transaction. @returns from how many */
export function untagMany(transaction: Catalogue, { runId, sourceIds, userId }: BulkRemark, name: string): Promise<number> {
  return inParts(sourceIds, async (part) => {
    const anchors = transaction.selectFrom('sourceAnchors').select('id').where('runId', '=', runId).where('sourceId', 'in', part)
    const { numDeletedRows } = await transaction
      .deleteFrom('tagLinks')
      .where('sourceAnchorId', 'in', anchors)
      .where('userId', '=', userId)
      .where('tagId', 'in', transaction.selectFrom('tags').select('id').where('name', '=', name))
      .executeTakeFirst()
    return Number(numDeletedRows)
  })
}

/** Makes sources favourites of the user that are none yet. Call it inside a transaction. @returns how many */
export function favourMany(transaction: Catalogue, { runId, sourceIds, userId, at }: BulkRemark, text: string): Promise<number> {
  return inParts(sourceIds, async (part) => {
    await makeAnchors(
      transaction,
      part.map((sourceId) => ({ runId, sourceId })),
    )
    const anchors = await without(transaction, 'favourites', await anchorsOf(transaction, runId, part), userId, null)
    const rows = anchors.map((sourceAnchorId) => ({ ...onNothing, id: randomUUID(), userId, at, sourceAnchorId, text }))
    if (rows.length > 0) await transaction.insertInto('favourites').values(rows).execute()
    return rows.length
  })
}

/** Makes sources no favourites of the user any more. Call it inside a transaction. @returns how many */
export function unfavourMany(transaction: Catalogue, { runId, sourceIds, userId }: BulkRemark): Promise<number> {
  return inParts(sourceIds, async (part) => {
    const anchors = transaction.selectFrom('sourceAnchors').select('id').where('runId', '=', runId).where('sourceId', 'in', part)
    const { numDeletedRows } = await transaction
      .deleteFrom('favourites')
      .where('sourceAnchorId', 'in', anchors)
      .where('userId', '=', userId)
      .executeTakeFirst()
    return Number(numDeletedRows)
  })
}
