import type { Catalogue } from './openCatalogue.ts'
import type { ProjectRow, UserRow } from './schema.ts'

export function findUserByAccount(catalogue: Catalogue, account: string): Promise<UserRow | undefined> {
  return catalogue.selectFrom('users').selectAll().where('account', '=', account).executeTakeFirst()
}

/** Adds the user, unless the account has one. */
export async function addUser(catalogue: Catalogue, user: UserRow): Promise<void> {
  await catalogue
    .insertInto('users')
    .values(user)
    .onConflict((conflict) => conflict.column('account').doNothing())
    .execute()
}

export async function addProject(catalogue: Catalogue, project: ProjectRow): Promise<void> {
  await catalogue.insertInto('projects').values(project).execute()
}

/** Oldest first. */
export function projectsOwnedBy(catalogue: Catalogue, ownerId: string): Promise<ProjectRow[]> {
  return catalogue.selectFrom('projects').selectAll().where('ownerId', '=', ownerId).orderBy('createdAt').orderBy('id').execute()
}
