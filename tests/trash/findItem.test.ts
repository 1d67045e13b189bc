import { expect } from 'vitest'
import { actorOf } from '../../src/app/actor.ts'
import { findItem } from '../../src/app/items/findItem.ts'
import { eachWorld, faultOf, valueOf } from './world.ts'

eachWorld('finds an item by its name, by its id, and with its project before a slash', async ({ world, ann }) => {
  const lmc = await world.addProject(ann, 'lmc')
  const run = await world.addRun(ann, 'pilot', lmc)
  const sample = await world.addSample(ann, 'pulsars', [run], lmc)
  const other = await world.addSample(ann, 'pulsars', [run])
  expect(valueOf(await findItem(ann, 'run', 'pilot')).id).toBe(run)
  expect(valueOf(await findItem(ann, null, run)).name).toBe('pilot')
  expect(valueOf(await findItem(ann, null, 'pilot')).id).toBe(run)
  expect(valueOf(await findItem(ann, 'sample', 'lmc/pulsars')).id).toBe(sample)
  const both = await findItem(ann, 'sample', 'pulsars')
  expect(both).toMatchObject({ ok: false, fault: { code: 'item.ambiguous', data: { ids: [sample, other].toSorted() } } })
})

eachWorld('does not find what the user may not see, and proposes no name of it', async ({ world, ann, bea, ada }) => {
  const run = await world.addRun(ann, 'pilot')
  const hidden = await findItem(bea, 'run', 'pilot')
  expect(hidden).toMatchObject({ ok: false, fault: { code: 'item.notFound', hint: 'List them: ./halley status' } })
  expect(faultOf(await findItem(bea, null, run))).toBe('item.notFound')
  expect(await findItem(bea, 'run', 'pilto')).toMatchObject({ fault: { hint: 'List them: ./halley status' } })
  expect(await findItem(ann, 'run', 'pilto')).toMatchObject({ fault: { hint: 'Did you mean pilot?' } })
  expect(valueOf(await findItem(ada, 'run', 'pilot')).id).toBe(run)
})

eachWorld('says of what is in the trash where it is, and finds it there when it is to', async ({ world, ann, bea }) => {
  const lmc = await world.addProject(ann, 'lmc', new Map([[bea.user.id, 'editor']]))
  const run = await world.addRun(ann, 'pilot', lmc)
  const theirs = await world.addRun(bea, 'deep', lmc)
  const trash = { name: 'trash', actor: actorOf(ann.user), companionIds: [], reason: '' } as const
  await world.do({ itemIds: [run] }, { ...trash, itemId: run, entryId: 'e1' })
  expect(await findItem(ann, 'run', 'pilot')).toMatchObject({
    fault: { code: 'item.state', hint: 'Restore it first: ./halley trash restore pilot' },
  })
  expect(faultOf(await findItem(bea, 'run', 'pilot'))).toBe('item.notFound')
  expect(valueOf(await findItem(ann, 'run', 'pilot', { inTrash: true })).id).toBe(run)
  await world.do({ itemIds: [lmc] }, { ...trash, itemId: lmc, entryId: 'e2' })
  expect(valueOf(await findItem(bea, 'run', 'deep', { inTrash: true })).id).toBe(theirs)
  expect(faultOf(await findItem(bea, 'run', 'deep'))).toBe('item.state')
})
