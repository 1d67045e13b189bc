// What the home page, the search and the activity say: what one may see, in words, and nothing else.
import { expect } from 'vitest'
import { listActivity } from '../../src/app/audit/listActivity.ts'
import { verifyForAdministrator } from '../../src/app/administration/verifyForAdministrator.ts'
import { showSeal } from '../../src/app/audit/sealOfHistory.ts'
import type { Halley } from '../../src/app/halley.ts'
import { searchItems } from '../../src/app/home/searchItems.ts'
import { showHome } from '../../src/app/home/showHome.ts'
import { renameItem } from '../../src/app/items/renameItem.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { addRun, enter } from '../operations/operating.ts'
import { valueOf } from '../store/exampleStore.ts'

const trash = (itemId: string, reason: string) => ({ itemIds: [itemId], companionIds: [], cancel: false, reason })

async function ownProject({ store, user }: Halley): Promise<string> {
  const { id } = await store.catalogue
    .selectFrom('projects')
    .select('id')
    .where('ownerId', '=', user.id)
    .where('use', '=', 'personal')
    .executeTakeFirstOrThrow()
  return id
}

async function enterAlone(store: Halley['store'], name: string): Promise<Halley> {
  const halley = await enter(store, name)
  return { ...halley, projectId: await ownProject(halley) }
}

async function of(halley: Halley, filter: object) {
  return valueOf(await listActivity(halley, { limit: 50, ...filter }))
}

async function found(halley: Halley, q: string): Promise<readonly string[]> {
  return valueOf(await searchItems(halley, { q, limit: 10 })).items.map(({ name }) => name)
}

eachStore('activity is told in words, by who, what, item and time, a page at a time, to those who may see it', async (store) => {
  const [maria, jun] = [await enterAlone(store, 'Maria'), await enterAlone(store, 'Jun')]
  const run = await addRun(maria, 'lmc')
  for (let count = 0; count < 4; count++) await addRun(maria, `other-${count}`)
  valueOf(await moveToTrash(maria, trash(run.id, 'a test')))
  const { events } = await of(maria, { item: 'lmc' })
  expect(events.map(({ actor, words, subject }) => `${actor} ${words} ${subject}`)).toEqual([
    'Maria moved to Trash run lmc',
    'Maria made run lmc',
  ])
  expect(events[0]).toMatchObject({ item: { kind: 'run', name: 'lmc', place: 'trashed' } })
  expect(events[0]?.facts).toContainEqual({ label: 'Reason', value: 'a test' })
  expect((await of(maria, { what: 'trash' })).events).toHaveLength(1)
  expect((await of(maria, { who: 'Jun' })).events.every(({ actor }) => actor === 'Jun')).toBe(true)
  expect((await of(maria, { until: '2001-01-01' })).events).toEqual([])
  expect((await of(jun, { item: 'lmc' })).events).toEqual([])
  expect((await of(jun, {})).events.some(({ subject }) => subject.startsWith('run'))).toBe(false)
  const whole = (await of(maria, {})).events.map(({ id }) => id)
  const pages: string[] = []
  for (let before: string | null | undefined; before !== null;) {
    const page = await of(maria, { limit: 3, ...(before ? { before } : {}) })
    pages.push(...page.events.map(({ id }) => id))
    before = page.next
  }
  expect(pages).toEqual(whole)
})

eachStore('the seal of the history is for administrators', async (store) => {
  const maria = await enterAlone(store, 'Maria')
  expect(await showSeal(maria)).toMatchObject({ ok: false, fault: { code: 'right.denied' } })
  expect(await verifyForAdministrator(maria, null)).toMatchObject({ ok: false, fault: { code: 'right.denied' } })
  const ada = { ...maria, user: { ...maria.user, isAdministrator: 1 } }
  expect(valueOf(await showSeal(ada)).unsealed).toBeGreaterThan(0)
  const { sealed, head } = valueOf(await verifyForAdministrator(ada, null))
  expect(valueOf(await showSeal(ada))).toEqual({ sealed, unsealed: 0, head })
})

eachStore('search finds live items by a part of their name, the best first, and nothing of others', async (store) => {
  const [maria, jun] = [await enterAlone(store, 'Maria'), await enterAlone(store, 'Jun')]
  for (const name of ['old-lmc', 'LMC-2026', 'almc', 'lmc', 'smc_1']) await addRun(maria, name)
  const gone = await addRun(maria, 'lmc-gone')
  valueOf(await moveToTrash(maria, trash(gone.id, '')))
  expect(await found(maria, 'lmc')).toEqual(['lmc', 'LMC-2026', 'old-lmc', 'almc'])
  expect(await found(maria, 'c_')).toEqual(['smc_1'])
  expect(await found(maria, '%')).toEqual([])
  expect(await found(jun, 'lmc')).toEqual([])
})

eachStore('home says what needs attention and what things take', async (store) => {
  const maria = await enterAlone(store, 'Maria')
  expect(valueOf(await showHome(maria))).toMatchObject({ isEmpty: true, attention: [], storage: { trashEntries: 0 } })
  const [run, failed] = [await addRun(maria, 'lmc'), await addRun(maria, 'smc')]
  valueOf(await renameItem(maria, { id: run.id, kind: 'run', name: 'lmc' }, 'lmc-2'))
  valueOf(await moveToTrash(maria, trash(run.id, '')))
  const soon = new Date(Date.now() + 2 * 86_400_000).toISOString()
  await store.catalogue.updateTable('trashEntries').set({ purgeDue: soon }).execute()
  await store.catalogue.updateTable('runs').set({ work: 'failed' }).where('id', '=', failed.id).execute()
  const home = valueOf(await showHome(maria))
  expect(home.attention).toMatchObject([
    { kind: 'purgeSoon', item: { name: 'lmc-2', place: 'trashed' }, words: 'It is deleted permanently within 2 days.' },
    { kind: 'failed', item: { name: 'smc' } },
  ])
  expect(home).toMatchObject({ isEmpty: false, storage: { trashEntries: 1 } })
})
