import type { Catalogue } from './openCatalogue.ts'
import type { ProjectRow, UserRow } from './schema.ts'

export function findUserByAccount(catalogue: Catalogue, account: string): Promise<UserRow | undefined> {
  return catalogue.selectFrom('users').selectAll().where('account', '=', account).executeTakeFirst()
}

export type NewUser = Omit<UserRow, 'isActive' | 'isAdministrator'>

/** Adds an active user who is no administrator, unless the account has one. */
export async function addUser(catalogue: Catalogue, user: NewUser): Promise<void> {
  await catalogue
    .insertInto('users')
    .values({ ...user, isActive: 1, isAdministrator: 0 })
    .onConflict((conflict) => conflict.column('account').doNothing())
    .execute()
}

export type NewProject = Pick<ProjectRow, 'id' | 'name' | 'ownerId' | 'createdAt' | 'use'>

/** Adds a live project without members. */
export async function addProject(catalogue: Catalogue, project: NewProject): Promise<void> {
  const blank = { description: '', retentionDays: null, place: 'live', entryId: null, revision: 0 } as const
  await catalogue
    .insertInto('projects')
    .values({ ...project, ...blank, updatedAt: project.createdAt })
    .execute()
}

/** Oldest first. */
export function projectsOwnedBy(catalogue: Catalogue, ownerId: string): Promise<ProjectRow[]> {
  return catalogue.selectFrom('projects').selectAll().where('ownerId', '=', ownerId).orderBy('createdAt').orderBy('id').execute()
}
