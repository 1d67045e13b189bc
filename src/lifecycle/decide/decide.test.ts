import { expect, test } from 'vitest'
import { History } from '../../../tests/lifecycle/history.ts'
import { DAY_MS, project, retention, run, sample, stateOf, user, worker, world } from '../../../tests/lifecycle/world.ts'
import { offeredVersion } from '../versions.ts'

const ann = user('ann')

function processed(...images: readonly (readonly string[])[]): History {
  const history = new History(world())
  for (const each of images) history.process('r1', 'ann', each)
  return history
}

test('keeps showing the head while it works, and after an error or a cancellation', () => {
  const history = processed(['i1'])
  history.do({ name: 'addImages', actor: ann, itemId: 'r1', operationId: 'op', imageIds: [] })
  expect(history.run('r1').state).toMatchObject({ work: 'queued', head: 1 })
  history.do({ name: 'start', actor: worker, itemId: 'r1', operationId: 'op' })
  history.do({ name: 'fail', actor: worker, itemId: 'r1', operationId: 'op', attempt: 1 })
  expect(history.run('r1').state).toEqual({ place: 'live', work: 'failed', head: 1 })
})

test('lets a worker that was presumed dead publish nothing', () => {
  const history = new History(world())
  history.do({ name: 'process', actor: ann, itemId: 'r1', operationId: 'op', imageIds: [] })
  history.do({ name: 'start', actor: worker, itemId: 'r1', operationId: 'op' })
  history.do({ name: 'start', actor: worker, itemId: 'r1', operationId: 'op' })
  const result = { id: 'res', imageIds: [] }
  const late = history.give({ name: 'complete', actor: worker, itemId: 'r1', operationId: 'op', attempt: 1, result })
  expect(late?.code).toBe('run.superseded')
  history.do({ name: 'complete', actor: worker, itemId: 'r1', operationId: 'op', attempt: 2, result })
  expect(history.run('r1').state).toMatchObject({ work: 'completed', head: 1 })
})

test('offers the version before the last change, step by step back, and after an error the head itself', () => {
  const history = processed(['i1'], ['i1', 'i2'], ['i1', 'i2', 'i3'])
  expect(offeredVersion(history.run('r1'))).toBe(2)
  history.revert('r1', 'ann', null)
  expect(history.run('r1').versions.at(-1)).toMatchObject({ number: 4, restoredFrom: 2, parent: 3, resultId: 'r1.2' })
  expect(offeredVersion(history.run('r1'))).toBe(1)
  history.revert('r1', 'ann', null)
  expect(offeredVersion(history.run('r1'))).toBeNull()
  history.do({ name: 'process', actor: ann, itemId: 'r1', operationId: 'op', imageIds: [] })
  history.do({ name: 'cancel', actor: ann, itemId: 'r1' })
  expect(offeredVersion(history.run('r1'))).toBe(5)
})

test('goes back past versions that are in the trash', () => {
  const history = processed(['i1'], ['i2'], ['i3'])
  history.trashVersions('r1', 'ann', [2])
  expect(offeredVersion(history.run('r1'))).toBe(1)
})

test('brings a restoring that is cancelled back to what it was', () => {
  const history = processed(['i1'], ['i2'])
  const before = history.run('r1')
  history.do({ name: 'revertVersion', actor: ann, itemId: 'r1', operationId: 'op', version: 1 })
  expect(history.run('r1').state).toMatchObject({ work: 'restoring', head: 2, target: 1 })
  history.do({ name: 'cancel', actor: ann, itemId: 'r1' })
  expect(history.run('r1')).toEqual(before)
})

test('trash then restore changes nothing, for a run with companions, for versions and for a cleared run', () => {
  const history = processed(['i1'], ['i2'])
  const before = history.state
  expect(history.restore(history.trash('r1', 'ann', ['s1', 'a1']), 'ann')).toBeNull()
  expect(history.state).toEqual(before)
  expect(history.restore(history.trashVersions('r1', 'ann', [1]), 'ann')).toBeNull()
  expect(history.state).toEqual(before)
  history.do({ name: 'clear', actor: ann, itemId: 'r1', entryId: 'cleared', reason: '' })
  expect(history.run('r1').state).toEqual({ place: 'live', work: 'initialised', head: null })
  expect(history.restore('cleared', 'ann')).toBeNull()
  expect(history.state).toEqual(before)
})

test('versions of a cleared run come back as history where it was processed anew meanwhile', () => {
  const history = processed(['i1'])
  history.do({ name: 'clear', actor: ann, itemId: 'r1', entryId: 'cleared', reason: '' })
  history.process('r1', 'ann', ['i2'])
  expect(history.restore('cleared', 'ann')).toBeNull()
  expect(history.run('r1').state).toMatchObject({ work: 'completed', head: 2 })
})

test('leaves what was in the trash on its own there when its project comes back', () => {
  const history = processed(['i1'])
  history.trash('s1', 'ann')
  const entry = history.trash('lmc', 'ann')
  expect(history.run('r1').state.place).toBe('live')
  expect(history.restore(entry, 'ann')).toBeNull()
  expect(history.state.items.get('s1')?.state.place).toBe('trashed')
})

test('refuses to act on what went along, and names the root', () => {
  const history = processed(['i1'])
  const entryId = history.trash('r1', 'ann', ['s1'])
  const no = history.give({ name: 'rename', actor: ann, itemId: 's1', newName: 'x' })
  expect(no).toMatchObject({ code: 'trash.swept', data: { rootId: 'r1', entryId } })
  expect(no?.message).toBe('Expected the root of a trash entry, found sample s1, which went to Trash with run r1.')
})

test('takes along only what the user controls', () => {
  const history = processed(['i1'])
  const no = history.give({ name: 'trash', actor: ann, itemId: 'r1', entryId: 'e', companionIds: ['s2'], reason: '' })
  expect(no?.code).toBe('item.companion')
})

test('lets the maker take theirs out of a project in the trash, into a project of their own', () => {
  const history = new History(world())
  const entryId = history.trash('lmc', 'ann')
  history.do({ name: 'takeOut', actor: user('bea'), itemId: 'r2', intoProjectId: 'home-bea', newName: null })
  expect(history.run('r2')).toMatchObject({ projectId: 'home-bea', state: { place: 'live' } })
  expect(history.purge([entryId], 'ann')).toBeNull()
  expect(history.run('r2').state.place).toBe('live')
  expect(history.run('r1').state.place).toBe('purging')
})

test('asks where to restore to when the project is gone', () => {
  const history = new History(world())
  const alone = history.trash('s1', 'ann')
  history.purge([history.trash('lmc', 'ann')], 'ann')
  expect(history.restore(alone, 'ann')).toMatchObject({ code: 'trash.project', hint: 'Restore it into your own project.' })
  expect(history.restore(alone, 'ann', 'home-ann')).toBeNull()
  expect(history.state.items.get('s1')).toMatchObject({ projectId: 'home-ann', state: { place: 'live' } })
})

test('a hold on one version keeps the whole entry of its project, until it is lifted', () => {
  const history = processed(['i1'], ['i2'])
  history.do({ name: 'hold', actor: user('bea'), itemId: 'r1', holdId: 'h', version: 1, reason: 'in the paper' })
  const entryId = history.trash('lmc', 'ann')
  const no = history.purge([entryId], 'ann')
  expect(no).toMatchObject({ code: 'trash.held', retryable: false })
  expect(no?.message).toBe(
    'Delete permanently: expected nothing that keeps project lmc, found hold on version 1 of run r1 by bea: in the paper.',
  )
  history.do({ name: 'release', actor: user('bea'), holdId: 'h' })
  expect(history.purge([entryId], 'ann')).toBeNull()
})

test('does nothing when the plan has changed since it was shown', () => {
  const history = new History(world())
  const entryIds = [history.trash('r1', 'ann')]
  const before = history.state
  const no = history.give({ name: 'purge', actor: ann, purgeId: 'p', entryIds, planHash: 'now', confirmedHash: 'then', reason: '' })
  expect(no).toMatchObject({ code: 'plan.changed', data: { planHash: 'now', confirmedHash: 'then' } })
  expect(history.state).toBe(before)
})

test('purges by the clock what is due and nothing earlier; a later setting changes no time', () => {
  const history = new History(world())
  const entryIds = [history.trash('r1', 'ann')]
  const sweep = { name: 'purge', actor: retention, purgeId: 'p', entryIds, planHash: 'h', confirmedHash: 'h', reason: '' } as const
  history.state = { ...history.state, settings: { retentionDays: 1 } }
  history.nowMs += 30 * DAY_MS - 1
  expect(history.give(sweep)?.code).toBe('trash.notDue')
  history.nowMs += 1
  expect(history.give(sweep)).toBeNull()
})

test('an administrator says why, the owner is told, and it is one owner at a time', () => {
  const history = new History(world())
  const ada = user('ada')
  const trash = { name: 'trash', actor: ada, itemId: 'r1', entryId: 'e1', companionIds: [], reason: '' } as const
  expect(history.give(trash)?.code).toBe('right.reason')
  history.do({ ...trash, reason: 'disk full' })
  history.do({ ...trash, itemId: 'r3', entryId: 'e3', reason: 'disk full' })
  const purge = { name: 'purge', actor: ada, purgeId: 'p', planHash: 'h', confirmedHash: 'h', reason: 'disk full' } as const
  expect(history.give({ ...purge, entryIds: ['e1', 'e3'] })?.code).toBe('trash.owners')
  expect(history.give({ ...purge, entryIds: ['e1'] })).toBeNull()
})

test('a collaborator cannot delete but leave, from where the access comes', () => {
  const history = new History(world())
  const bea = user('bea')
  const trash = history.give({ name: 'trash', actor: bea, itemId: 'r1', entryId: 'e', companionIds: [], reason: '' })
  expect(trash).toMatchObject({ code: 'right.denied', hint: 'It is not yours. To take it from your lists, leave it: ./halley leave r1' })
  expect(trash?.message).toBe(
    'Move to Trash: for run r1 expected its creator, an administrator or the owner of its project, found an editor.',
  )
  expect(history.give({ name: 'leave', actor: bea, itemId: 'r1' })).toMatchObject({ code: 'grant.pointless', data: { leavableId: 'lmc' } })
  history.do({ name: 'leave', actor: ann, itemId: 'r3' })
  expect(history.give({ name: 'leave', actor: ann, itemId: 'r3' })?.code).toBe('item.notFound')
})

test('a transferred project takes along what its owner has in it, trash included, and leaves them nothing to see', () => {
  const history = processed(['i1'])
  const entryId = history.trash('s1', 'ann')
  history.do({ name: 'transfer', actor: ann, itemId: 'lmc', toUserId: 'bea' })
  expect(history.give({ name: 'rename', actor: ann, itemId: 'r1', newName: 'x' })?.code).toBe('item.notFound')
  expect(history.restore(entryId, 'ann')?.code).toBe('item.notFound')
  expect(history.restore(entryId, 'bea')).toBeNull()
})

test('no run uses an image that is being deleted', () => {
  const history = processed(['i1'])
  expect(history.purge([history.trash('r1', 'ann')], 'ann')).toBeNull()
  const no = history.give({ name: 'process', actor: user('bea'), itemId: 'r3', operationId: 'op', imageIds: ['i1'] })
  expect(no).toMatchObject({ code: 'image.leaving', retryable: true })
})

test('a run at work is not deleted before it is cancelled', () => {
  const history = new History(world())
  history.do({ name: 'process', actor: ann, itemId: 'r1', operationId: 'op', imageIds: [] })
  const trash = { actor: ann, itemId: 'r1', entryId: 'e', companionIds: [], reason: '' } as const
  const no = history.give({ name: 'trash', ...trash })
  expect(no).toMatchObject({ code: 'run.busy', retryable: true, hint: 'Use Cancel and move to Trash, or wait until it is done.' })
  expect(no?.message).toBe('Move to Trash: expected run r1 to be Initialised, Completed, Error or Cancelled, found it Queued.')
  expect(history.give({ name: 'trash', ...trash, itemId: 'lmc' })?.code).toBe('run.busy')
  history.do({ name: 'cancelAndTrash', ...trash, itemId: 'lmc' })
  expect(history.run('r1').state).toMatchObject({ place: 'live', work: 'cancelled' })
})

test('tells outsiders the same whether there is something or not', () => {
  const history = new History(world())
  for (const itemId of ['r1', 'nothing']) {
    expect(history.give({ name: 'cancel', actor: { kind: 'anonymous' }, itemId })?.code).toBe('right.signIn')
    expect(history.give({ name: 'cancel', actor: user('ann', { isActive: false }), itemId })?.code).toBe('right.deactivated')
    expect(history.give({ name: 'cancel', actor: user('sam'), itemId })?.code).toBe('item.notFound')
    expect(history.give({ name: 'takeOut', actor: user('sam'), itemId, intoProjectId: 'lmc', newName: null })?.code).toBe('item.notFound')
  }
})

test('personal projects stay, the shared one too', () => {
  const history = new History(
    stateOf([project('home', 'ann', { use: 'personal' }), project('all', 'ann', { use: 'shared' }), run('r', 'ann', 'home')]),
  )
  for (const itemId of ['home', 'all']) {
    expect(history.give({ name: 'trash', actor: ann, itemId, entryId: 'e', companionIds: [], reason: '' })?.code).toBe('item.personal')
  }
})

test('what is gone says so to who controlled it', () => {
  const history = new History(world())
  history.purge([history.trash('r1', 'ann')], 'ann')
  history.do({ name: 'purgeDone', actor: worker, purgeId: [...history.state.entries.values()][0]?.purgeId ?? '' })
  expect(history.give({ name: 'cancel', actor: ann, itemId: 'r1' })).toMatchObject({
    code: 'item.gone',
    message: 'run r1 was deleted permanently.',
  })
})

test('shows again the version that a run showed when it was cleared, newest or not', () => {
  const history = processed(['i1'], ['i2'])
  const first = history.trashVersions('r1', 'ann', [1])
  history.do({ name: 'clear', actor: ann, itemId: 'r1', entryId: 'second', reason: '' })
  expect(history.restore(first, 'ann')).toBeNull()
  expect(history.restore('second', 'ann')).toBeNull()
  expect(history.run('r1').state).toMatchObject({ work: 'completed', head: 1 })
  history.do({ name: 'clear', actor: ann, itemId: 'r1', entryId: 'both', reason: '' })
  expect(history.restore('both', 'ann')).toBeNull()
  expect(history.run('r1').state).toMatchObject({ work: 'completed', head: 1 })
})

test('proposes a name where the old one is taken, and never overwrites or renames by itself', () => {
  const history = new History(world())
  const entryId = history.trash('r1', 'ann')
  history.do({ name: 'rename', actor: ann, itemId: 'r4', newName: 'r1' })
  expect(history.restore(entryId, 'ann')).toMatchObject({
    code: 'name.taken',
    message: 'Expected a free name for the run, found that r1 is taken.',
    hint: 'Choose another name.',
    data: { itemId: 'r1', proposedName: 'r1-restored-2026-01-05' },
  })
  const newNames = new Map([['r1', 'r1-restored-2026-01-05']])
  history.do({ name: 'restoreFromTrash', actor: ann, entryId, intoProjectId: null, newNames })
  expect(history.run('r1').name).toBe('r1-restored-2026-01-05')
})

test('two of one entry do not come back under one name', () => {
  const samples = [sample('s', 'ann', 'p', ['r']), { ...sample('t', 'ann', 'q', ['r']), name: 's' }]
  const history = new History(
    stateOf([project('home', 'ann'), project('p', 'ann'), project('q', 'ann'), run('r', 'ann', 'home'), ...samples]),
  )
  const entryId = history.trash('r', 'ann', ['s', 't'])
  history.purge([history.trash('p', 'ann'), history.trash('q', 'ann')], 'ann')
  expect(history.restore(entryId, 'ann', 'home')).toMatchObject({ code: 'name.taken', data: { itemId: 't' } })
})

test('gives each notice once, when it is due', () => {
  const history = new History(world())
  const entryId = history.trash('r1', 'ann')
  const notice = { name: 'giveNotice', actor: retention, entryId, daysBefore: 7 } as const
  expect(history.give(notice)?.code).toBe('trash.notDue')
  history.nowMs += 23 * DAY_MS
  expect(history.give(notice)).toBeNull()
  expect(history.give(notice)?.code).toBe('trash.notDue')
})

test('nobody does by hand what the program does', () => {
  const history = new History(world())
  history.do({ name: 'process', actor: ann, itemId: 'r1', operationId: 'op', imageIds: [] })
  expect(history.give({ name: 'start', actor: ann, itemId: 'r1', operationId: 'op' })?.code).toBe('right.denied')
  expect(history.give({ name: 'purgeDone', actor: ann, purgeId: 'p' })?.code).toBe('right.denied')
  expect(history.give({ name: 'endUse', actor: ann, operationId: 'op' })?.code).toBe('right.denied')
})
