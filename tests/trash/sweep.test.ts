import { expect } from 'vitest'
import { unreadNotices } from '../../src/app/notices/unreadNotices.ts'
import { addHold } from '../../src/app/trash/holds.ts'
import { listTrash } from '../../src/app/trash/listTrash.ts'
import { serverRetention, setServerRetention } from '../../src/app/trash/serverRetention.ts'
import { releaseSweep, showSweep, sweepDue } from '../../src/app/trash/sweepDue.ts'
import { performPurge } from '../../src/app/purge/performPurge.ts'
import { allRows } from './everything.ts'
import { trash } from './phases.ts'
import { dayMs, eachWorld, faultOf, valueOf, type World } from './world.ts'

const quietly = { signal: new AbortController().signal, onProgress: () => {} }

/** Lets days go by in which the server looks every day. */
async function passDays(world: World, by: Parameters<typeof sweepDue>[0], days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    world.nowMs += dayMs
    valueOf(await sweepDue(by))
  }
}

eachWorld(
  'an owner is told a week and a day before, each once; then it is purged, and what is held is not',
  async ({ world, store, ann, bea }) => {
    const lmc = await world.addRun(ann, 'lmc')
    const held = await world.addRun(bea, 'held')
    const smc = await world.addRun(bea, 'smc')
    await world.publish(bea, smc, ['a'])
    valueOf(await sweepDue(ann))
    const entryId = await trash(ann, lmc)
    await trash(bea, held)
    valueOf(await addHold(bea, { itemId: held, version: null, reason: 'in the paper' }))
    await passDays(world, ann, 22)
    expect(await unreadNotices(ann)).toEqual([])
    await passDays(world, ann, 1)
    const told = await unreadNotices(ann)
    expect(told.map(({ kind, words, subjectId }) => ({ kind, words, subjectId }))).toEqual([
      {
        kind: 'purgeSoon',
        words: `Run lmc is deleted permanently within 7 days, on 2026-12-20. To keep it: ./halley trash restore ${entryId}`,
        subjectId: entryId,
      },
    ])
    expect(await unreadNotices(ann)).toEqual([])
    await passDays(world, ann, 6)
    expect((await unreadNotices(ann)).map(({ words }) => words)).toEqual([
      `Run lmc is deleted permanently within a day, on 2026-12-20. To keep it: ./halley trash restore ${entryId}`,
    ])
    expect(valueOf(await listTrash(ann, { all: false }))).toHaveLength(1)
    world.nowMs += dayMs
    const { purgeIds, stopped } = valueOf(await sweepDue(bea))
    expect({ purges: purgeIds.length, stopped }).toEqual({ purges: 1, stopped: null })
    valueOf(await performPurge(bea, purgeIds[0] ?? '', quietly))
    const places = await store.catalogue.selectFrom('runs').select(['name', 'place']).orderBy('name').execute()
    expect(places.map(({ name, place }) => `${name} ${place}`)).toEqual(['held trashed', 'lmc purged', 'smc live'])
    expect(await store.catalogue.selectFrom('tombstones').select(['purgedBy', 'reason']).execute()).toEqual([
      { purgedBy: 'retention', reason: 'Its time in Trash is over.' },
    ])
  },
)

eachWorld(
  'the sweep stops at a clock that jumps, until an administrator releases what is due, as its plan shows',
  async ({ world, ann, ada }) => {
    valueOf(await sweepDue(ann))
    await trash(ann, await world.addRun(ann, 'lmc'))
    world.nowMs += 365 * dayMs
    expect(valueOf(await sweepDue(ann))).toMatchObject({ purgeIds: [], stopped: { because: 'clock', administratorMayRelease: true } })
    world.nowMs += dayMs / 24
    expect(valueOf(await sweepDue(ann))).toMatchObject({ purgeIds: [], stopped: { because: 'clock' } })
    const shown = valueOf(await showSweep(ada))
    const order = { reason: 'the server was off', confirmedHash: shown?.hash ?? '' }
    expect(faultOf(await releaseSweep(ann, order))).toBe('right.denied')
    expect(faultOf(await releaseSweep(ada, { ...order, reason: ' ' }))).toBe('right.reason')
    expect(faultOf(await releaseSweep(ada, { ...order, confirmedHash: 'another' }))).toBe('plan.changed')
    expect(valueOf(await releaseSweep(ada, order)).purgeIds).toHaveLength(1)
    expect(valueOf(await sweepDue(ann))).toMatchObject({ purgeIds: [], stopped: null })
  },
)

eachWorld('the sweep stops where it would purge unusually much at once, and changes nothing', async ({ world, store, ann }) => {
  await world.publish(ann, await world.addRun(ann, 'kept'), ['kept'])
  for (let count = 0; count < 21; count++) await trash(ann, await world.addRun(ann, `run${count}`))
  await passDays(world, ann, 29)
  world.nowMs += dayMs
  const before = await allRows(store)
  expect(valueOf(await sweepDue(ann)).stopped).toMatchObject({
    because: 'many',
    words: 'Expected at most 20 of 27 to be purged at once, found 21.',
  })
  expect(await allRows(store)).toEqual(before)
})

eachWorld('the sweep purges no image where no run seems to use any, and nobody can release that', async ({ world, ann, ada }) => {
  const lmc = await world.addRun(ann, 'lmc')
  await world.publish(ann, lmc, ['a'])
  valueOf(await sweepDue(ann))
  await trash(ann, lmc)
  await passDays(world, ann, 29)
  world.nowMs += dayMs
  expect(valueOf(await sweepDue(ann)).stopped).toMatchObject({ because: 'noReferences', administratorMayRelease: false })
  const order = { reason: 'I know', confirmedHash: valueOf(await showSweep(ada))?.hash ?? '' }
  expect(faultOf(await releaseSweep(ada, order))).toBe('sweep.broken')
})

eachWorld('days in Trash are set by administrators, and do not touch what is there', async ({ world, ann, ada }) => {
  await trash(ann, await world.addRun(ann, 'before'))
  expect(faultOf(await setServerRetention(ann, 10))).toBe('right.denied')
  expect(faultOf(await setServerRetention(ada, 1.5))).toBe('trash.days')
  expect(valueOf(await setServerRetention(ada, 10))).toBe(10)
  expect(valueOf(await serverRetention(ann))).toBe(10)
  await trash(ann, await world.addRun(ann, 'after'))
  valueOf(await setServerRetention(ada, 0))
  await trash(ann, await world.addRun(ann, 'never'))
  const days = valueOf(await listTrash(ann, { all: false })).map(({ name, daysLeft }) => [name, daysLeft])
  expect(new Map(days as [string, number | null][])).toEqual(
    new Map<string, number | null>([
      ['before', 30],
      ['after', 10],
      ['never', null],
    ]),
  )
})
