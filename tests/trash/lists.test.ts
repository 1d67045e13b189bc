// Lists of what there is, while others put it elsewhere.
import { expect } from 'vitest'
import { readable } from '../../src/app/items/readable.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { runsInPlaces } from '../../src/store/catalogue/runs.ts'
import { eachWorld, valueOf } from './world.ts'

eachWorld('what goes to Trash after a list was begun is not in it', async ({ world, ann, store }) => {
  const [kept, gone] = [await world.addRun(ann, 'lmc'), await world.addRun(ann, 'smc')]
  const rows = await runsInPlaces(store.catalogue, ['live', 'purging'])
  valueOf(await moveToTrash(ann, { itemIds: [gone], companionIds: [], cancel: false, reason: '' }))
  expect((await readable(ann, rows)).map(({ row }) => row.id)).toEqual([kept])
})

eachWorld('what is in Trash can be named beside what is not, without a button', async ({ world, ann, store }) => {
  const id = await world.addRun(ann, 'lmc')
  valueOf(await moveToTrash(ann, { itemIds: [id], companionIds: [], cancel: false, reason: '' }))
  expect(await readable(ann, await runsInPlaces(store.catalogue, ['trashed']))).toMatchObject([{ item: { id }, commands: [] }])
})
