import { statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { expect } from 'vitest'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { changeUser, findUserByName } from '../../src/store/catalogue/people.ts'
import { openingUser } from '../../src/app/people/openingUser.ts'
import { isKeptBy } from '../../src/store/home.ts'
import { eachStore, type StorePlace } from '../catalogue/eachStore.ts'
import { exampleTime, valueOf } from '../store/exampleStore.ts'
import { enterAs } from './people.ts'

const account = userInfo().username

async function opened<T>({ home, environment }: StorePlace, use: (halley: Halley) => T): Promise<T> {
  const halley = valueOf(await openHalley({ environment, home }))
  try {
    return use(halley)
  } finally {
    await closeHalley(halley)
  }
}

eachStore('who opens a store first is its user, with a project of their own, and is told once', async (store, place) => {
  const users = await Promise.all([1, 2, 3].map(() => opened(place, ({ user, projectId }) => ({ ...user, projectId }))))
  expect(new Set(users.map(({ id, projectId }) => `${id} ${projectId}`)).size).toBe(1)
  expect(users[0]).toMatchObject({ name: account, account, isActive: 1, scopes: null })
  const projects = await store.catalogue.selectFrom('projects').select(['name', 'use']).execute()
  expect(projects).toEqual([{ name: `Runs of ${account}`, use: 'personal' }])
  const audit = await store.catalogue.selectFrom('audit').select('action').where('action', '=', 'userAdded').execute()
  expect(audit).toHaveLength(1)
})

eachStore('who keeps the store is an administrator each time they open it', async (store, place) => {
  const id = await opened(place, ({ user }) => user.id)
  expect(await opened(place, ({ user }) => user.isAdministrator)).toBe(1)
  await changeUser(store.catalogue, id, { isAdministrator: 0 })
  expect(await opened(place, ({ user }) => user.isAdministrator)).toBe(1)
})

eachStore('a deactivated user is refused, with who can let them in', async (store, place) => {
  const id = await opened(place, ({ user }) => user.id)
  await changeUser(store.catalogue, id, { isActive: 0 })
  const refused = await openHalley({ environment: place.environment, home: place.home })
  expect(refused).toMatchObject({
    ok: false,
    fault: { code: 'right.deactivated', hint: `Ask an administrator: ./halley user reactivate ${account}` },
  })
  await changeUser(store.catalogue, id, { isActive: 1 })
  expect(await opened(place, ({ user }) => user.id)).toBe(id)
})

eachStore('an account is not taken for a user of that name who was added without one', async (store) => {
  const named = await enterAs(store, account)
  const user = await openingUser(store, new Date(exampleTime))
  expect(user.id).not.toBe(named.user.id)
  expect(user).toMatchObject({ name: `${account}-2`, account })
  expect((await findUserByName(store.catalogue, account))?.account).toBeNull()
})

eachStore('root keeps every store, others those that are theirs', async (_, { home }) => {
  const { uid } = statSync(home)
  const stranger = uid + 4711
  expect([0, uid, stranger].map((each) => isKeptBy(home, each))).toEqual([true, true, false])
})
