// People of a store in tests, each as use cases take them, with a clock that the test sets.
import { halleyFor, type Halley } from '../../src/app/halley.ts'
import { addNewUser } from '../../src/app/people/newUser.ts'
import { changeTogether } from '../../src/store/catalogue/changeTogether.ts'
import { changeUser, findUser } from '../../src/store/catalogue/people.ts'
import type { UserRow } from '../../src/store/catalogue/schema.ts'
import type { Store } from '../../src/store/store.ts'
import { exampleTime } from '../store/exampleStore.ts'

export const exampleNow = new Date(exampleTime)

/** Adds a user without an account, and opens the store for them. */
export async function enterAs(store: Store, name: string, change: Partial<UserRow> = {}): Promise<Halley> {
  const id = await changeTogether(store.catalogue, (transaction) =>
    addNewUser(transaction, { name, account: null }, { byUserId: null, at: exampleTime }),
  )
  if (Object.keys(change).length > 0) await changeUser(store.catalogue, id, change)
  return enterAgain(store, id)
}

/** Opens the store for a user as the catalogue has them now. */
export async function enterAgain(store: Store, userId: string, now: () => Date = () => exampleNow): Promise<Halley> {
  const user = await findUser(store.catalogue, userId)
  if (!user) throw new Error(`No user ${userId}`)
  return halleyFor(store, { ...user, scopes: null }, { now })
}
