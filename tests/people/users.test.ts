import { expect } from 'vitest'
import { addUserAccount } from '../../src/app/people/addUser.ts'
import { deactivateUser, reactivateUser, renameUser, setAdministrator } from '../../src/app/people/changeUser.ts'
import { listUsers } from '../../src/app/people/listUsers.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { findUserByName, personalProjectOf, sharedProject } from '../../src/store/catalogue/people.ts'
import type { Store } from '../../src/store/store.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { valueOf } from '../store/exampleStore.ts'
import { enterAgain, enterAs } from './people.ts'

const plain = { account: null, isAdministrator: false }

async function actionsOn(store: Store, subjectId: string): Promise<string[]> {
  const rows = await store.catalogue.selectFrom('audit').select('action').where('subjectId', '=', subjectId).orderBy('id').execute()
  return rows.map(({ action }) => action)
}

eachStore('a user who is added has a project of their own, and the store a shared one that new runs go to from then on', async (store) => {
  const ada = await enterAs(store, 'ada', { isAdministrator: 1 })
  expect(await sharedProject(store.catalogue)).toBeUndefined()
  expect(ada.projectId).toBe((await personalProjectOf(store.catalogue, ada.user.id))?.id)
  const added = valueOf(await addUserAccount(ada, { name: 'maria', account: 'mm', isAdministrator: true }))
  expect(added).toMatchObject({ name: 'maria', account: 'mm', isActive: true, isAdministrator: true })
  expect(await actionsOn(store, added.id)).toEqual(['userAdded', 'administratorMade'])
  const shared = await sharedProject(store.catalogue)
  expect(shared).toMatchObject({ name: 'Shared', ownerId: ada.user.id, use: 'shared' })
  const maria = await enterAgain(store, added.id)
  expect(maria.projectId).toBe(shared?.id)
  const tom = await enterAgain(store, valueOf(await addUserAccount(ada, { name: 'tom', ...plain })).id)
  expect((await sharedProject(store.catalogue))?.id).toBe(shared?.id)
  valueOf(await createRun(tom, { name: 'lmc', configText: 'run: {}\n' }))
  const run = await store.catalogue.selectFrom('runs').selectAll().executeTakeFirstOrThrow()
  expect(run).toMatchObject({ projectId: shared?.id, ownerId: tom.user.id })
})

eachStore('names and accounts are apart, and a name is one line', async (store) => {
  const ada = await enterAs(store, 'ada', { isAdministrator: 1 })
  valueOf(await addUserAccount(ada, { name: 'maria', account: 'mm', isAdministrator: false }))
  const refused = async (name: string, account: string | null) => {
    const added = await addUserAccount(ada, { name, account, isAdministrator: false })
    return added.ok ? 'added' : added.fault.code
  }
  expect(await refused('maria', null)).toBe('user.nameTaken')
  expect(await refused('tom', 'mm')).toBe('user.accountTaken')
  for (const name of ['', ' tom', 'tom ', '-tom', 'to\nm', '\u001B[31m', 'x'.repeat(65)])
    expect(await refused(name, null), name).toBe('user.name')
  expect(await refused('Tomás Ruiz', null)).toBe('added')
  expect(valueOf(await listUsers(ada)).map(({ name }) => name)).toEqual(['Tomás Ruiz', 'ada', 'maria'])
})

eachStore('users change by administrators alone', async (store) => {
  const ada = await enterAs(store, 'ada', { isAdministrator: 1 })
  const tom = await enterAs(store, 'tom')
  const token = { ...ada, user: { ...ada.user, scopes: ['read', 'write', 'trash', 'purge'] as const } }
  const changes = (halley: typeof ada) => [
    addUserAccount(halley, { name: 'maria', ...plain }),
    renameUser(halley, 'tom', 'thomas'),
    deactivateUser(halley, 'tom'),
    reactivateUser(halley, 'tom'),
    setAdministrator(halley, 'tom', true),
    listUsers(halley),
  ]
  for (const refused of await Promise.all(changes(tom))) expect(refused).toMatchObject({ ok: false, fault: { code: 'right.denied' } })
  for (const refused of await Promise.all(changes(token))) expect(refused).toMatchObject({ ok: false, fault: { code: 'right.scope' } })
  const rows = await store.catalogue.selectFrom('users').select(['name', 'isActive', 'isAdministrator']).orderBy('name').execute()
  expect(rows).toEqual([
    { name: 'ada', isActive: 1, isAdministrator: 1 },
    { name: 'tom', isActive: 1, isAdministrator: 0 },
  ])
})

eachStore('who was an administrator when they opened the store is asked again at each change', async (store) => {
  const ada = await enterAs(store, 'ada', { isAdministrator: 1 })
  const eva = await enterAs(store, 'eva', { isAdministrator: 1 })
  valueOf(await setAdministrator(ada, 'eva', false))
  expect(await setAdministrator(eva, 'ada', false)).toMatchObject({ ok: false, fault: { code: 'right.denied' } })
  valueOf(await deactivateUser(ada, 'eva'))
  expect(await renameUser(eva, 'ada', 'x')).toMatchObject({ ok: false, fault: { code: 'right.deactivated' } })
})

eachStore('an active administrator is always left', async (store) => {
  const ada = await enterAs(store, 'ada', { isAdministrator: 1 })
  const eva = await enterAs(store, 'eva', { isAdministrator: 1, isActive: 0 })
  expect(await setAdministrator(ada, 'ada', false)).toMatchObject({ ok: false, fault: { code: 'user.lastAdministrator' } })
  expect(await deactivateUser(ada, 'ada')).toMatchObject({ ok: false, fault: { code: 'user.self' } })
  valueOf(await reactivateUser(ada, 'eva'))
  const again = await enterAgain(store, eva.user.id)
  const both = await Promise.all([setAdministrator(ada, 'eva', false), setAdministrator(again, 'ada', false)])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
})

eachStore('a change that is made already is told in the history once', async (store) => {
  const ada = await enterAs(store, 'ada', { isAdministrator: 1 })
  const tom = await enterAs(store, 'tom')
  for (const again of [1, 2]) {
    expect(valueOf(await deactivateUser(ada, 'tom')), `${again}`).toMatchObject({ isActive: false })
    expect(valueOf(await renameUser(ada, tom.user.id, 'thomas'))).toMatchObject({ name: 'thomas' })
    valueOf(await renameUser(ada, 'thomas', 'tom'))
  }
  expect(await actionsOn(store, tom.user.id)).toEqual(['userAdded', 'userDeactivated', ...Array<string>(4).fill('userRenamed')])
  expect(await findUserByName(store.catalogue, 'thomas')).toBeUndefined()
  expect(await deactivateUser(ada, 'nobody')).toMatchObject({ ok: false, fault: { code: 'user.notFound' } })
})
