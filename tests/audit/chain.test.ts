import { expect } from 'vitest'
import { sealAudit, verifyAudit } from '../../src/store/catalogue/auditSeals.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { addExampleRun } from '../store/exampleStore.ts'

eachStore('seals every event in its place, and goes on from where it was', async ({ catalogue, ...store }) => {
  await addExampleRun({ catalogue, ...store }, 'lmc')
  expect(await verifyAudit(catalogue)).toMatchObject({ sealed: 0, unsealed: 1, broken: null })
  expect(await sealAudit(catalogue)).toBe(1)
  expect(await sealAudit(catalogue)).toBe(0)
  const first = await verifyAudit(catalogue)
  expect(first).toMatchObject({ sealed: 1, unsealed: 0, broken: null })
  await addExampleRun({ catalogue, ...store }, 'smc')
  expect(await sealAudit(catalogue)).toBe(1)
  const second = await verifyAudit(catalogue)
  expect(second).toMatchObject({ sealed: 2, broken: null })
  expect(second.head).not.toBe(first.head)
})

eachStore('finds an event that was changed, and one that was taken away with its seal', async (store) => {
  const { catalogue } = store
  for (const name of ['a', 'b', 'c']) await addExampleRun(store, name)
  await sealAudit(catalogue)
  const [, middle] = await catalogue.selectFrom('audit').selectAll().orderBy('id').execute()
  if (!middle) throw new Error('no events')
  await catalogue.updateTable('audit').set({ details: '{}' }).where('id', '=', middle.id).execute()
  expect((await verifyAudit(catalogue)).broken).toEqual({ position: 2, auditId: middle.id, found: 'altered' })
  await catalogue.deleteFrom('auditSeals').where('auditId', '=', middle.id).execute()
  await catalogue.deleteFrom('audit').where('id', '=', middle.id).execute()
  expect((await verifyAudit(catalogue)).broken).toMatchObject({ position: 2, found: 'missing' })
})

eachStore('two processes that seal at once make one chain', async (store, place) => {
  const other = await place.open()
  for (const name of ['a', 'b', 'c', 'd']) await addExampleRun(store, name)
  const sealed = await Promise.all([sealAudit(store.catalogue), sealAudit(other.catalogue)])
  expect(sealed.reduce((sum, count) => sum + count)).toBe(4)
  expect(await verifyAudit(store.catalogue)).toMatchObject({ sealed: 4, unsealed: 0, broken: null })
})

/** The id of an event that was made so many days ago. */
function idOf(daysAgo: number): string {
  const digits = (Date.now() - daysAgo * 86_400_000).toString(16).padStart(12, '0')
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7000-8000-000000000000`
}

eachStore('seals an event that a host with a slow clock added, when the whole history is looked at', async (store) => {
  const { catalogue } = store
  for (const name of ['a', 'b']) await addExampleRun(store, name)
  await sealAudit(catalogue)
  const event = await catalogue.selectFrom('audit').selectAll().limit(1).executeTakeFirstOrThrow()
  await catalogue
    .insertInto('audit')
    .values([0.5, 3].map((days) => ({ ...event, id: idOf(days) })))
    .execute()
  expect(await sealAudit(catalogue)).toBe(1)
  expect(await verifyAudit(catalogue)).toMatchObject({ sealed: 3, unsealed: 1, broken: null })
  expect(await sealAudit(catalogue, 'all')).toBe(1)
  expect(await verifyAudit(catalogue)).toMatchObject({ sealed: 4, unsealed: 0, broken: null })
})
