import type { Catalogue } from './openCatalogue.ts'
import type { ProjectRow, UserRow } from './schema.ts'

export function findUser(catalogue: Catalogue, id: string): Promise<UserRow | undefined> {
  return catalogue.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findUserByAccount(catalogue: Catalogue, account: string): Promise<UserRow | undefined> {
  return catalogue.selectFrom('users').selectAll().where('account', '=', account).executeTakeFirst()
}

export function findUserByName(catalogue: Catalogue, name: string): Promise<UserRow | undefined> {
  return catalogue.selectFrom('users').selectAll().where('name', '=', name).executeTakeFirst()
}

/** By name. */
export function allUsers(catalogue: Catalogue): Promise<UserRow[]> {
  return catalogue.selectFrom('users').selectAll().orderBy('name').orderBy('id').execute()
}

export async function countActiveAdministrators(catalogue: Catalogue): Promise<number> {
  const row = await catalogue
    .selectFrom('users')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('isActive', '=', 1)
    .where('isAdministrator', '=', 1)
    .executeTakeFirstOrThrow()
  return row.count
}

export type NewUser = Omit<UserRow, 'isActive' | 'isAdministrator' | 'email'>

/** Adds an active user who is no administrator, unless the account has one. */
export async function addUser(catalogue: Catalogue, user: NewUser): Promise<void> {
  await catalogue
    .insertInto('users')
    .values({ ...user, isActive: 1, isAdministrator: 0, email: null })
    .onConflict((conflict) => conflict.column('account').doNothing())
    .execute()
}

export type UserChange = Partial<Omit<UserRow, 'id' | 'createdAt'>>

export async function changeUser(catalogue: Catalogue, id: string, change: UserChange): Promise<void> {
  await catalogue.updateTable('users').set(change).where('id', '=', id).execute()
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

/** The project that a user has from the first day. */
export function personalProjectOf(catalogue: Catalogue, ownerId: string): Promise<ProjectRow | undefined> {
  return catalogue.selectFrom('projects').selectAll().where('ownerId', '=', ownerId).where('use', '=', 'personal').executeTakeFirst()
}

/** The project that everyone signed in works in; none while the store has no accounts. */
export function sharedProject(catalogue: Catalogue): Promise<ProjectRow | undefined> {
  return catalogue.selectFrom('projects').selectAll().where('use', '=', 'shared').executeTakeFirst()
}
