import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Halley } from '../../src/app/halley.ts'
import { findItem } from '../../src/app/items/findItem.ts'
import { shareItem } from '../../src/app/items/shareItem.ts'
import { deactivateUser } from '../../src/app/people/changeUser.ts'
import { giveEverything } from '../../src/app/people/giveEverything.ts'
import { createProject } from '../../src/app/projects/createProject.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { runStatus } from '../../src/app/runs/runStatus.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import type { Item } from '../../src/lifecycle/state.ts'
import type { Store } from '../../src/store/store.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { exampleTime, valueOf } from '../store/exampleStore.ts'
import { enterAs } from './people.ts'

async function newRun(halley: Halley, name: string, projectId = halley.projectId): Promise<Item> {
  valueOf(await createRun(halley, { name, configText: 'run: {}\n', projectId }))
  return valueOf(await findItem(halley, 'run', name))
}

async function trash(halley: Halley, { id }: Item): Promise<void> {
  valueOf(await moveToTrash(halley, { itemIds: [id], companionIds: [], cancel: false, reason: '' }))
}

async function addImageHeldBy(store: Store, userIds: readonly string[], number: number): Promise<string> {
  const id = randomUUID()
  const facts = { contentHash: id, ingestSettings: '{}', ingestVersion: 1, facts: '{}', measurementCount: 0, measurementBytes: 0 }
  const image = { id, number, name: id, folder: id, ...facts, measurementHash: '', createdAt: exampleTime, place: 'live' } as const
  await store.catalogue
    .insertInto('images')
    .values({ ...image, purgeId: null, measurementStamp: null })
    .execute()
  for (const userId of userIds) await store.catalogue.insertInto('imageHolders').values({ imageId: id, userId, at: exampleTime }).execute()
  return id
}

const request = { from: 'tom', to: 'maria', reason: 'Tom has left' }

async function code(halley: Halley, change: Partial<typeof request>): Promise<string> {
  const given = await giveEverything(halley, { ...request, ...change })
  return given.ok ? 'given' : given.fault.code
}

eachStore(
  'everything changes hands in one step: what is live, in the trash, in others’ projects, and images that are held',
  async (store) => {
    const ada = await enterAs(store, 'ada', { isAdministrator: 1 })
    const [tom, maria, olga] = [await enterAs(store, 'tom'), await enterAs(store, 'maria'), await enterAs(store, 'olga')]
    const [lmc, smc] = [
      await createProject(tom, { name: 'LMC', description: '' }),
      await createProject(olga, { name: 'SMC', description: '' }),
    ]
    const [lmcId, smcId] = [valueOf(lmc).id, valueOf(smc).id]
    valueOf(await shareItem(olga, smcId, 'tom', 'editor'))
    await newRun(tom, 'own')
    await newRun(tom, 'in-lmc', lmcId)
    await newRun(tom, 'in-smc', smcId)
    await trash(tom, await newRun(tom, 'trashed', smcId))
    await newRun(olga, 'olgas', smcId)
    valueOf(await deactivateUser(ada, 'tom'))
    const [first, second] = [await addImageHeldBy(store, [tom.user.id], 1), await addImageHeldBy(store, [tom.user.id, maria.user.id], 2)]
    const third = await addImageHeldBy(store, [olga.user.id], 3)

    const given = valueOf(await giveEverything(ada, request))
    expect(given).toEqual({ from: 'tom', to: 'maria', given: { project: 1, run: 4, sample: 0, analysis: 0 }, inTrash: 1, images: 2 })
    const owners = await store.catalogue.selectFrom('runs').select(['name', 'ownerId']).orderBy('name').execute()
    expect(owners.filter(({ ownerId }) => ownerId === maria.user.id).map(({ name }) => name)).toEqual([
      'in-lmc',
      'in-smc',
      'own',
      'trashed',
    ])
    const seen = valueOf(await runStatus(maria, ['all'])).map(({ name }) => name)
    expect(seen.toSorted()).toEqual(['in-lmc', 'in-smc', 'own'])
    const holders = await store.catalogue.selectFrom('imageHolders').select(['imageId', 'userId']).execute()
    expect(new Set(holders.map(({ imageId, userId }) => `${imageId} ${userId}`))).toEqual(
      new Set([`${first} ${maria.user.id}`, `${second} ${maria.user.id}`, `${third} ${olga.user.id}`]),
    )
    const project = await store.catalogue
      .selectFrom('projects')
      .select('ownerId')
      .where('use', '=', 'personal')
      .where('ownerId', '=', tom.user.id)
      .execute()
    expect(project).toHaveLength(1)
    const audit = await store.catalogue.selectFrom('audit').selectAll().where('action', '=', 'transferred').execute()
    expect(audit).toHaveLength(5)
    for (const { actorId, details } of audit) {
      expect({ actorId, ...JSON.parse(details) }).toMatchObject({ actorId: ada.user.id, reason: 'Tom has left' })
    }
    expect(valueOf(await giveEverything(ada, request))).toMatchObject({ given: { project: 0, run: 0 }, images: 0 })
  },
)

eachStore('only an administrator gives, with a reason, to another user who is active', async (store) => {
  const ada = await enterAs(store, 'ada', { isAdministrator: 1 })
  const [tom, maria] = [await enterAs(store, 'tom'), await enterAs(store, 'maria')]
  await enterAs(store, 'gone', { isActive: 0 })
  await newRun(tom, 'own')
  expect(await code(maria, {})).toBe('right.denied')
  expect(await code({ ...ada, user: { ...ada.user, scopes: ['write'] } }, {})).toBe('right.scope')
  expect(await code(ada, { reason: ' ' })).toBe('right.reason')
  expect(await code(ada, { to: 'tom' })).toBe('grant.pointless')
  expect(await code(ada, { to: 'gone' })).toBe('user.inactive')
  expect(await code(ada, { from: 'nobody' })).toBe('user.notFound')
  const owner = await store.catalogue.selectFrom('runs').select('ownerId').executeTakeFirstOrThrow()
  expect(owner.ownerId).toBe(tom.user.id)
})
