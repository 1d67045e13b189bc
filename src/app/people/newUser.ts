import { randomUUID } from 'node:crypto'
import { recordAudit } from '../../store/catalogue/audit.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { addProject, addUser, findUserByName, personalProjectOf } from '../../store/catalogue/people.ts'
import { findLiveProjectByName } from '../../store/catalogue/projects.ts'

export interface NewAccount {
  readonly name: string
  /** Account of the operating system that acts as this user; null: none, tokens alone. */
  readonly account: string | null
}

/** Who makes a change, and when; `byUserId` null: somebody by opening the store. */
export interface Signed {
  readonly byUserId: string | null
  readonly at: string
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

/** Makes the personal project of a user who has none. Projects are named apart over the whole store. */
export async function givePersonalProject(transaction: Catalogue, user: { readonly id: string; readonly name: string }, at: string) {
  if (await personalProjectOf(transaction, user.id)) return
  const name = await firstFree(`Runs of ${user.name}`, async (each) => (await findLiveProjectByName(transaction, each)) !== undefined)
  await addProject(transaction, { id: randomUUID(), name, ownerId: user.id, createdAt: at, use: 'personal' })
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
