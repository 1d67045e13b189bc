import type { Catalogue } from './openCatalogue.ts'
import type { KeptReplyRow } from './signInSchema.ts'

type Key = Pick<KeptReplyRow, 'userId' | 'idempotencyKey'>

/** Takes a key for a request that is not answered yet. @returns false where somebody has it */
export async function takeKey(catalogue: Catalogue, row: Omit<KeptReplyRow, 'status' | 'reply'>): Promise<boolean> {
  const taken = await catalogue
    .insertInto('keptReplies')
    .values({ ...row, status: 0, reply: '' })
    .onConflict((conflict) => conflict.columns(['userId', 'idempotencyKey']).doNothing())
    .executeTakeFirst()
  return Number(taken.numInsertedOrUpdatedRows ?? 0) === 1
}

export function findKeptReply(catalogue: Catalogue, { userId, idempotencyKey }: Key): Promise<KeptReplyRow | undefined> {
  return catalogue
    .selectFrom('keptReplies')
    .selectAll()
    .where('userId', '=', userId)
    .where('idempotencyKey', '=', idempotencyKey)
    .executeTakeFirst()
}

export async function keepReply(catalogue: Catalogue, key: Key, { status, reply }: Pick<KeptReplyRow, 'status' | 'reply'>): Promise<void> {
  await catalogue
    .updateTable('keptReplies')
    .set({ status, reply })
    .where('userId', '=', key.userId)
    .where('idempotencyKey', '=', key.idempotencyKey)
    .execute()
}

export async function forgetKey(catalogue: Catalogue, { userId, idempotencyKey }: Key): Promise<void> {
  await catalogue.deleteFrom('keptReplies').where('userId', '=', userId).where('idempotencyKey', '=', idempotencyKey).execute()
}

export async function forgetRepliesBefore(catalogue: Catalogue, at: string): Promise<void> {
  await catalogue.deleteFrom('keptReplies').where('createdAt', '<', at).execute()
}
