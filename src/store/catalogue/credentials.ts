import type { Catalogue } from './openCatalogue.ts'
import type { IdentityRow, PasswordRow } from './signInSchema.ts'

export function findPassword(catalogue: Catalogue, userId: string): Promise<PasswordRow | undefined> {
  return catalogue.selectFrom('passwords').selectAll().where('userId', '=', userId).executeTakeFirst()
}

/** Sets the password of a user, in place of the one there was. */
export async function keepPassword(catalogue: Catalogue, { userId, hash, changedAt }: PasswordRow): Promise<void> {
  await catalogue
    .insertInto('passwords')
    .values({ userId, hash, changedAt })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet({ hash, changedAt }))
    .execute()
}

export function findIdentity(catalogue: Catalogue, issuer: string, subject: string): Promise<IdentityRow | undefined> {
  return catalogue.selectFrom('identities').selectAll().where('issuer', '=', issuer).where('subject', '=', subject).executeTakeFirst()
}

export async function addIdentity(catalogue: Catalogue, identity: IdentityRow): Promise<void> {
  await catalogue.insertInto('identities').values(identity).execute()
}

/** Forgets who a user is to a provider. */
export async function removeIdentities(catalogue: Catalogue, userId: string, issuer: string): Promise<void> {
  await catalogue.deleteFrom('identities').where('userId', '=', userId).where('issuer', '=', issuer).execute()
}

export function identitiesOf(catalogue: Catalogue, userId: string): Promise<IdentityRow[]> {
  return catalogue.selectFrom('identities').selectAll().where('userId', '=', userId).orderBy('createdAt').orderBy('issuer').execute()
}

/** Ids of all who can sign in: with a password, or through another provider. */
export async function userIdsThatSignIn(catalogue: Catalogue): Promise<ReadonlySet<string>> {
  const passwords = await catalogue.selectFrom('passwords').select('userId').execute()
  const identities = await catalogue.selectFrom('identities').select('userId').distinct().execute()
  return new Set([...passwords, ...identities].map(({ userId }) => userId))
}
