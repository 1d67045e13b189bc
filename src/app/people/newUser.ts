import { randomUUID } from 'node:crypto'
import type { Project } from '../../lifecycle/state.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { addProject, addUser, findUserByName, personalProjectOf, sharedProject } from '../../store/catalogue/people.ts'
import { findLiveProjectByName } from '../../store/catalogue/projects.ts'

export interface NewAccount {
  readonly name: string
  /** Account of the operating system that acts as this user; null: none, tokens alone. */
  readonly account: string | null
}

/** Who makes a change, and when; `byUserId` null: who opens the store for the first time. */
export interface Signed {
  readonly byUserId: string | null
  readonly at: string
}

interface Owner {
  readonly id: string
  readonly name: string
}

async function firstFree(wanted: string, isTaken: (name: string) => Promise<boolean>): Promise<string> {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}-${count}`
    if (!(await isTaken(name))) return name
  }
}

/** A name like the wanted one that no user has. */
export function freeUserName(transaction: Catalogue, wanted: string): Promise<string> {
  return firstFree(wanted, async (name) => (await findUserByName(transaction, name)) !== undefined)
}

interface OwnProject {
  /** Projects are named apart over the whole store: a number is added where it is taken. */
  readonly wanted: string
  readonly ownerId: string
  readonly use: Exclude<Project['use'], 'ordinary'>
}

async function addOwnProject(transaction: Catalogue, { wanted, ownerId, use }: OwnProject, at: string): Promise<void> {
  const name = await firstFree(wanted, async (each) => (await findLiveProjectByName(transaction, each)) !== undefined)
  const id = randomUUID()
  await addProject(transaction, { id, name, ownerId, createdAt: at, use })
  const details = { kind: 'project', name, ownerId, use }
  await recordAudit(transaction, { at, actorId: ownerId, action: 'created', subjectKind: 'project', subjectId: id, details })
}

/** Makes the personal project of a user who has none. */
export async function givePersonalProject(transaction: Catalogue, { id, name }: Owner, at: string): Promise<void> {
  if (await personalProjectOf(transaction, id)) return
  await addOwnProject(transaction, { wanted: `Runs of ${name}`, ownerId: id, use: 'personal' }, at)
}

/** Makes the project that everyone signed in works in, where there is none yet. */
export async function giveSharedProject(transaction: Catalogue, ownerId: string, at: string): Promise<void> {
  if (await sharedProject(transaction)) return
  await addOwnProject(transaction, { wanted: 'Shared', ownerId, use: 'shared' }, at)
}

/** Adds a user with a personal project, in the transaction of the caller, who has seen that name and account are free. */
export async function addNewUser(transaction: Catalogue, { name, account }: NewAccount, { byUserId, at }: Signed): Promise<string> {
  const id = randomUUID()
  await addUser(transaction, { id, name, account, createdAt: at })
  await givePersonalProject(transaction, { id, name }, at)
  const details = { name, account }
  await recordAudit(transaction, { at, actorId: byUserId ?? id, action: 'userAdded', subjectKind: 'user', subjectId: id, details })
  return id
}
