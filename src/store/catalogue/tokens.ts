import type { Catalogue } from './openCatalogue.ts'
import type { TokenRow } from './schema.ts'

export type NewToken = Omit<TokenRow, 'lastUsedAt' | 'revokedAt'>

export async function addToken(catalogue: Catalogue, token: NewToken): Promise<void> {
  await catalogue
    .insertInto('tokens')
    .values({ ...token, lastUsedAt: null, revokedAt: null })
    .execute()
}

/** The tokens of a user, oldest first, the revoked among them. */
export function tokensOf(catalogue: Catalogue, userId: string): Promise<TokenRow[]> {
  return catalogue.selectFrom('tokens').selectAll().where('userId', '=', userId).orderBy('createdAt').orderBy('id').execute()
}

export function findTokenByHash(catalogue: Catalogue, secretHash: string): Promise<TokenRow | undefined> {
  return catalogue.selectFrom('tokens').selectAll().where('secretHash', '=', secretHash).executeTakeFirst()
}

export async function revokeToken(catalogue: Catalogue, id: string, revokedAt: string): Promise<void> {
  await catalogue.updateTable('tokens').set({ revokedAt }).where('id', '=', id).where('revokedAt', 'is', null).execute()
}

/** Writes down that a token was used. */
export async function touchToken(catalogue: Catalogue, id: string, lastUsedAt: string): Promise<void> {
  await catalogue.updateTable('tokens').set({ lastUsedAt }).where('id', '=', id).execute()
}
