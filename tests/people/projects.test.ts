import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Halley } from '../../src/app/halley.ts'
import { describeItem } from '../../src/app/items/describeItem.ts'
import { findItem } from '../../src/app/items/findItem.ts'
import { leaveItem, whatToLeave } from '../../src/app/items/leaveItem.ts'
import { moveItems } from '../../src/app/items/moveItems.ts'
import { renameItem } from '../../src/app/items/renameItem.ts'
import { shareItem, transferItem, unshareItem } from '../../src/app/items/shareItem.ts'
import { setRetention } from '../../src/app/projects/setRetention.ts'
import { createProject } from '../../src/app/projects/createProject.ts'
import { listProjects, showProject } from '../../src/app/projects/listProjects.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { runStatus } from '../../src/app/runs/runStatus.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import type { Item } from '../../src/lifecycle/state.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { valueOf } from '../store/exampleStore.ts'
import { enterAs, exampleNow } from './people.ts'

async function newRun(halley: Halley, name: string, projectId = halley.projectId): Promise<Item> {
  valueOf(await createRun(halley, { name, configText: 'run: {}\n', projectId }))
  return valueOf(await findItem(halley, 'run', name))
}

function newProject(halley: Halley, name: string) {
  return createProject(halley, { name, description: '' }).then(valueOf)
}

async function trash(halley: Halley, { id }: Item) {
  const [entry] = valueOf(await moveToTrash(halley, { itemIds: [id], companionIds: [], cancel: false, reason: '' }))
  if (!entry) throw new Error(`${id} went to Trash without an entry`)
  return entry
}

async function runsSeenBy(halley: Halley): Promise<string[]> {
  return valueOf(await runStatus(halley, ['all']))
    .map(({ name }) => name)
    .toSorted()
}

function codeOf(result: { readonly ok: true } | { readonly ok: false; readonly fault: { readonly code: string } }): string {
  return result.ok ? 'done' : result.fault.code
}

eachStore('a project is its maker’s until it has members, and shows each what they may see', async (store) => {
  const [olga, ed, sam] = [await enterAs(store, 'olga'), await enterAs(store, 'ed'), await enterAs(store, 'sam')]
  const { id } = valueOf(await createProject(olga, { name: 'LMC', description: 'all fields' }))
  expect(valueOf(await listProjects(ed)).map(({ name }) => name)).toEqual(['Runs of ed'])
  expect(valueOf(await shareItem(olga, id, 'ed', 'viewer'))).toBe('ed')
  await newRun(olga, 'pilot', id)
  const shown = valueOf(await showProject(ed, 'LMC'))
  expect(shown).toMatchObject({ description: 'all fields', owner: 'olga', runs: 1, samples: 0, members: 1, retentionDays: 30 })
  expect(shown.shares).toEqual([{ user: 'ed', role: 'viewer' }])
  expect(shown.items).toMatchObject([{ kind: 'run', name: 'pilot', owner: 'olga' }])
  expect(shown.actions).toEqual([{ command: 'leave', itemId: id, words: 'Leave' }])
  expect(await runsSeenBy(ed)).toEqual(['pilot'])
  expect(await runsSeenBy(sam)).toEqual([])
  expect(codeOf(await createRun(ed, { name: 'mine', configText: '', projectId: id }))).toBe('right.denied')
  valueOf(await shareItem(olga, id, 'ed', 'editor'))
  const mine = await newRun(ed, 'mine', id)
  expect(valueOf(await unshareItem(olga, id, 'ed'))).toBe('ed')
  expect(await runsSeenBy(ed)).toEqual(['mine'])
  expect(mine.ownerId).toBe(ed.user.id)
})

eachStore('names of projects are apart over the whole store, and one line without /', async (store) => {
  const [olga, sam] = [await enterAs(store, 'olga'), await enterAs(store, 'sam')]
  await newProject(olga, 'LMC')
  const refused = await createProject(sam, { name: 'LMC', description: '' })
  expect(refused).toMatchObject({ ok: false, fault: { code: 'name.taken', data: { proposedName: 'LMC 2' } } })
  for (const name of ['', 'a/b', ' a', '-a', 'a\tb', 'x'.repeat(121)]) {
    expect(codeOf(await createProject(sam, { name, description: '' })), name).toBe('item.name')
  }
  expect(codeOf(await createProject(sam, { name: 'SMC', description: 'x'.repeat(241) }))).toBe('item.description')
  const project = await newProject(sam, 'SMC')
  expect(codeOf(await renameItem(sam, project, 'LMC'))).toBe('name.taken')
  expect(valueOf(await renameItem(sam, project, 'SMC 2026'))).toBe('SMC 2026')
  expect(valueOf(await describeItem(sam, project.id, 'the other cloud'))).toBe('the other cloud')
  expect(codeOf(await describeItem(olga, project.id, 'mine'))).toBe('item.notFound')
  expect(valueOf(await showProject(sam, project.id))).toMatchObject({ name: 'SMC 2026', description: 'the other cloud' })
})

eachStore('items move together or not at all, where the mover may put them', async (store) => {
  const [olga, sam] = [await enterAs(store, 'olga'), await enterAs(store, 'sam')]
  const { id } = await newProject(olga, 'LMC')
  const [a, b, theirs] = [await newRun(olga, 'a'), await newRun(olga, 'b'), await newRun(sam, 'c')]
  expect(codeOf(await moveItems(olga, [a, theirs], id))).toBe('item.notFound')
  expect(valueOf(await showProject(olga, 'LMC')).runs).toBe(0)
  expect(codeOf(await moveItems(sam, [theirs], id))).toBe('item.notFound')
  expect(valueOf(await moveItems(olga, [a, b], id))).toBe(2)
  expect(valueOf(await showProject(olga, 'LMC')).items.map(({ name }) => name)).toEqual(['a', 'b'])
})

eachStore('days in Trash hold for what is trashed from then on', async (store) => {
  const olga = await enterAs(store, 'olga')
  const { id } = await newProject(olga, 'LMC')
  const due = async (name: string) => {
    const run = await newRun(olga, name, id)
    const { purgeDueUtc } = await trash(olga, run)
    return purgeDueUtc === null ? null : (Date.parse(purgeDueUtc) - exampleNow.getTime()) / 86_400_000
  }
  expect(await due('a')).toBe(30)
  expect(valueOf(await setRetention(olga, id, 7))).toBe(7)
  expect(await due('b')).toBe(7)
  expect(valueOf(await setRetention(olga, id, 0))).toBe(0)
  expect(await due('c')).toBeNull()
  expect(valueOf(await setRetention(olga, id, null))).toBe(30)
  expect(await due('d')).toBe(30)
  for (const days of [-1, 1.5, 40_000]) expect(codeOf(await setRetention(olga, id, days))).toBe('trash.days')
  expect(valueOf(await showProject(olga, 'LMC'))).toMatchObject({ retentionDays: 30, hasOwnRetention: false })
})

eachStore('leaving ends one’s own share, of the item or of the project that the access comes from', async (store) => {
  const [olga, guy, vic] = [await enterAs(store, 'olga'), await enterAs(store, 'guy'), await enterAs(store, 'vic')]
  const project = await newProject(olga, 'LMC')
  const run = await newRun(olga, 'pilot', project.id)
  valueOf(await shareItem(olga, run.id, 'guy', 'viewer'))
  for (const name of ['guy', 'vic']) valueOf(await shareItem(olga, project.id, name, 'viewer'))
  expect(valueOf(await whatToLeave(guy, run))).toMatchObject({ kind: 'run', isItsProject: false })
  expect(valueOf(await leaveItem(guy, run.id))).toEqual({ kind: 'run', name: 'pilot', canStillRead: true })
  expect(valueOf(await whatToLeave(guy, run))).toMatchObject({ id: project.id, kind: 'project', isItsProject: true })
  expect(codeOf(await leaveItem(guy, run.id))).toBe('grant.pointless')
  expect(valueOf(await leaveItem(guy, project.id))).toEqual({ kind: 'project', name: 'LMC', canStillRead: false })
  expect(await runsSeenBy(guy)).toEqual([])
  expect(await runsSeenBy(vic)).toEqual(['pilot'])
  expect(codeOf(await whatToLeave(olga, run))).toBe('grant.pointless')
})

eachStore('a transferred project takes along what is its owner’s, the trash included, and leaves what is others’', async (store) => {
  const [olga, ed, new_] = [await enterAs(store, 'olga'), await enterAs(store, 'ed'), await enterAs(store, 'nora')]
  const project = await newProject(olga, 'LMC')
  valueOf(await shareItem(olga, project.id, 'ed', 'editor'))
  const [mine, trashed, theirs] = [
    await newRun(olga, 'a', project.id),
    await newRun(olga, 'b', project.id),
    await newRun(ed, 'c', project.id),
  ]
  await trash(olga, trashed)
  expect(codeOf(await transferItem(ed, project.id, 'nora'))).toBe('right.denied')
  expect(codeOf(await transferItem(olga, olga.projectId, 'nora'))).toBe('item.personal')
  expect(valueOf(await transferItem(olga, project.id, 'nora'))).toBe('nora')
  const rows = await store.catalogue.selectFrom('runs').select(['name', 'ownerId']).orderBy('name').execute()
  expect(rows.map(({ ownerId }) => ownerId)).toEqual([new_.user.id, new_.user.id, ed.user.id])
  expect(await runsSeenBy(olga)).toEqual([])
  expect(await runsSeenBy(new_)).toEqual(['a', 'c'])
  expect(codeOf(await findItem(olga, null, mine.id))).toBe('item.notFound')
  expect(codeOf(await shareItem(olga, theirs.id, 'nora', 'viewer'))).toBe('item.notFound')
})

eachStore('what cannot be shared is refused, and strangers learn no names of users', async (store) => {
  const [olga, sam] = [await enterAs(store, 'olga'), await enterAs(store, 'sam')]
  const gone = await enterAs(store, 'gone', { isActive: 0 })
  const run = await newRun(olga, 'pilot')
  expect(codeOf(await shareItem(olga, run.id, 'nobody', 'viewer'))).toBe('user.notFound')
  expect(codeOf(await shareItem(olga, run.id, 'gone', 'viewer'))).toBe('user.inactive')
  expect(codeOf(await transferItem(olga, run.id, gone.user.id))).toBe('user.inactive')
  expect(codeOf(await shareItem(olga, run.id, 'olga', 'viewer'))).toBe('grant.pointless')
  expect(codeOf(await shareItem(olga, run.id, 'sam', 'editor'))).toBe('grant.pointless')
  expect(codeOf(await unshareItem(olga, run.id, 'sam'))).toBe('grant.pointless')
  for (const name of ['olga', 'nobody']) expect(codeOf(await shareItem(sam, run.id, name, 'viewer'))).toBe('item.notFound')
})

eachStore('the directory of a run follows its name, and goes with what hides it', async (store) => {
  const olga = await enterAs(store, 'olga')
  const run = await newRun(olga, 'pilot')
  const isShown = (name: string) => existsSync(join(store.paths.views, name, 'config.yaml'))
  expect(isShown('pilot')).toBe(true)
  expect(codeOf(await renameItem(olga, run, 'two words'))).toBe('run.name')
  valueOf(await renameItem(olga, run, 'lmc'))
  expect([isShown('pilot'), isShown('lmc')]).toEqual([false, true])
})
