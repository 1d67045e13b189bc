// Items of any kind and projects over HTTP: renamed, described, moved, shared, given away, found.
import { expect } from 'vitest'
import { createRun } from '../../src/app/runs/createRun.ts'
import type { Halley } from '../../src/app/halley.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import type { Store } from '../../src/store/store.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { enterAs } from '../people/people.ts'
import { valueOf } from '../store/exampleStore.ts'
import { purge } from '../trash/phases.ts'
import { World } from '../trash/world.ts'
import { openApi, type Answered } from './openApi.ts'

type Ask = (method: string, path: string, body?: unknown) => Promise<Answered>

/** Somebody with a browser, and their store. */
interface Person {
  readonly halley: Halley
  readonly ask: Ask
}

async function withPeople(
  store: Store,
  names: readonly string[],
  work: (...people: [Person, Person, Person, Person]) => Promise<void>,
): Promise<void> {
  const halleys = await Promise.all(names.map((name) => enterAs(store, name, name === 'ada' ? { isAdministrator: 1 } : {})))
  const [first] = halleys
  if (!first) throw new Error('nobody')
  const server = await openApi(first)
  try {
    const people = await Promise.all(
      halleys.map(async (halley): Promise<Person> => {
        const cookie = await server.signIn(halley.user.id)
        return { halley, ask: (method, path, body) => server.ask(method, path, { cookie, ...(body === undefined ? {} : { body }) }) }
      }),
    )
    await work(...(people as [Person, Person, Person, Person]))
  } finally {
    await server.close()
  }
}

async function made(answer: Promise<Answered>): Promise<string> {
  const { status, reply, text } = await answer
  if (status !== 201) throw new Error(text)
  return (reply as { id: string }).id
}

async function newRun({ halley }: Person, name: string, projectId: string): Promise<string> {
  return valueOf(await createRun(halley, { name, configText: 'run: {}\n', projectId })).id
}

/** Who is asked for by what they may see: status and code. */
function said({ status, code }: Answered): string {
  return code === null ? String(status) : `${status} ${code}`
}

eachStore('a project is made, found, described and kept apart by its name; a taken name comes with a free one', (store) =>
  withPeople(store, ['olga', 'sam'], async (olga, sam) => {
    const id = await made(olga.ask('POST', '/api/projects', { name: 'LMC 2026', description: 'all fields' }))
    const taken = await sam.ask('POST', '/api/projects', { name: 'LMC 2026' })
    expect(said(taken)).toBe('409 name.taken')
    expect(taken.reply).toMatchObject({ error: { data: { proposedName: expect.stringMatching(/^LMC 2026./) } } })
    for (const name of ['', 'a/b', '-a', ' a', 'x'.repeat(121)]) {
      expect(said(await sam.ask('POST', '/api/projects', { name })), name).toBe('400 item.name')
    }
    expect((await olga.ask('GET', '/api/projects/LMC%202026')).reply).toMatchObject({
      id,
      description: 'all fields',
      use: 'ordinary',
      mayCreate: true,
      usualRetentionDays: 30,
      items: [],
    })
    expect(said(await olga.ask('PUT', `/api/items/${id}/description`, { description: 'x'.repeat(241) }))).toBe('400 item.description')
    expect((await olga.ask('PUT', `/api/items/${id}/description`, { description: 'two fields' })).reply).toEqual({
      description: 'two fields',
    })
    expect((await olga.ask('PUT', `/api/projects/${id}/retention`, { days: 7 })).reply).toEqual({ days: 7 })
    expect(said(await olga.ask('PUT', `/api/projects/${id}/retention`, { days: -1 }))).toBe('400 trash.days')
    const { projects } = (await sam.ask('GET', '/api/projects')).reply as { projects: { name: string; use: string }[] }
    expect(projects).toMatchObject([{ name: 'Runs of sam', use: 'personal' }])
  }),
)

eachStore('texts of users stay text: markup in names and descriptions comes back as it was given, as JSON', (store) =>
  withPeople(store, ['olga'], async (olga) => {
    const name = '<img src=x onerror=alert(1)> "{{7*7}}" ${alert`1`}'
    const description = '<script>alert(1)</script> & &amp;'
    const id = await made(olga.ask('POST', '/api/projects', { name, description }))
    expect((await olga.ask('GET', `/api/projects/${id}`)).reply).toMatchObject({ name, description })
    const renamed = await olga.ask('PUT', `/api/items/${id}/name`, { name: `${name}'` })
    expect(renamed.reply).toEqual({ name: `${name}'` })
    expect((await olga.ask('GET', `/api/items/${encodeURIComponent(`${name}'`)}?kind=project`)).reply).toMatchObject({
      id,
    })
  }),
)

eachStore('several items move together or not at all, once each, and it is told where they were', (store) =>
  withPeople(store, ['olga', 'ed', 'vic', 'sam'], async (olga, ed, vic, sam) => {
    const [from, to] = [
      await made(olga.ask('POST', '/api/projects', { name: 'from' })),
      await made(olga.ask('POST', '/api/projects', { name: 'to' })),
    ]
    for (const [user, role] of [
      ['ed', 'editor'],
      ['vic', 'viewer'],
    ]) {
      expect((await olga.ask('PUT', `/api/items/${from}/shares/${user}`, { role })).reply).toEqual({ user })
    }
    const [a, b] = [await newRun(olga, 'a', from), await newRun(olga, 'b', from)]
    const theirs = await newRun(ed, 'c', from)
    const move = (by: Person, items: readonly string[], project = to) => by.ask('POST', '/api/items/move', { items, project })
    // Ed may move what is his, but puts nothing where he has no rights; Vic only reads; Sam sees nothing.
    expect(said(await move(ed, [theirs]))).toBe('404 item.notFound')
    expect(said(await move(ed, [theirs, a], ed.halley.projectId))).toBe('403 right.denied')
    expect(said(await move(vic, [a], vic.halley.projectId))).toBe('403 right.denied')
    expect(said(await move(sam, [a], sam.halley.projectId))).toBe('404 item.notFound')
    expect(said(await move(olga, [a, b, 'nothing of this name']))).toBe('404 item.notFound')
    expect(said(await move(olga, []))).toBe('400 input.request')
    expect((await olga.ask('GET', `/api/projects/${to}`)).reply).toMatchObject({ runs: 0 })
    const moved = await move(olga, [a, 'b', b, theirs])
    expect(moved.reply).toMatchObject({
      project: { id: to, name: 'to' },
      items: [
        { id: a, name: 'a', fromProjectId: from },
        { id: b, name: 'b', fromProjectId: from },
        { id: theirs, name: 'c', fromProjectId: from },
      ],
    })
    expect((await olga.ask('GET', `/api/projects/${to}`)).reply).toMatchObject({ runs: 3, owner: 'olga' })
    expect(said(await vic.ask('GET', `/api/items/${a}`))).toBe('404 item.notFound')
  }),
)

eachStore('what is shared is seen with what one may do to it, and no longer when it is not', (store) =>
  withPeople(store, ['olga', 'guy', 'sam', 'ada'], async (olga, guy, sam, ada) => {
    const project = await made(olga.ask('POST', '/api/projects', { name: 'LMC' }))
    const run = await newRun(olga, 'pilot', project)
    const share = (by: Person, user: string, role = 'viewer') => by.ask('PUT', `/api/items/${run}/shares/${user}`, { role })
    expect(said(await share(sam, 'guy'))).toBe('404 item.notFound')
    expect(said(await share(olga, 'nobody'))).toBe('404 user.notFound')
    expect(said(await share(olga, 'guy', 'editor'))).toBe('409 grant.pointless')
    expect(said(await share(olga, 'guy'))).toBe('200')
    const seen = await guy.ask('GET', '/api/items/pilot?kind=run')
    expect(seen.reply).toMatchObject({ id: run, kind: 'run', owner: 'olga', shares: [{ user: 'guy', role: 'viewer' }] })
    expect((seen.reply as { actions: { command: string }[] }).actions.map(({ command }) => command)).toEqual(['leave'])
    expect(said(await share(guy, 'sam'))).toBe('403 right.denied')
    expect(said(await guy.ask('PUT', `/api/items/${run}/name`, { name: 'mine' }))).toBe('403 right.denied')
    expect(said(await guy.ask('PUT', `/api/items/${run}/description`, { description: 'mine' }))).toBe('403 right.denied')
    expect(said(await ada.ask('PUT', `/api/items/${run}/description`, { description: 'by an administrator' }))).toBe('200')
    expect(said(await olga.ask('DELETE', `/api/items/${run}/shares/guy`))).toBe('200')
    expect(said(await olga.ask('DELETE', `/api/items/${run}/shares/guy`))).toBe('409 grant.pointless')
    expect(said(await guy.ask('GET', `/api/items/${run}`))).toBe('404 item.notFound')
  }),
)

eachStore('who is given something is told, and the old owner keeps no share in it', (store) =>
  withPeople(store, ['olga', 'nia', 'sam'], async (olga, nia, sam) => {
    const project = await made(olga.ask('POST', '/api/projects', { name: 'LMC' }))
    await newRun(olga, 'pilot', project)
    expect(said(await sam.ask('POST', `/api/items/${project}/transfer`, { user: 'sam' }))).toBe('404 item.notFound')
    expect((await olga.ask('POST', `/api/items/${project}/transfer`, { user: 'nia' })).reply).toEqual({ user: 'nia' })
    expect(said(await olga.ask('GET', `/api/projects/${project}`))).toBe('404 item.notFound')
    expect((await nia.ask('GET', `/api/projects/${project}`)).reply).toMatchObject({
      owner: 'nia',
      items: [{ name: 'pilot', owner: 'nia' }],
    })
    const told = await store.catalogue.selectFrom('notices').select(['userId', 'kind', 'words', 'subjectId']).execute()
    expect(told).toEqual([
      {
        userId: nia.halley.user.id,
        kind: 'given',
        words: 'olga made you the owner of project LMC, and of 1 more in it.',
        subjectId: project,
      },
    ])
    expect(said(await nia.ask('POST', `/api/items/${nia.halley.projectId}/transfer`, { user: 'sam' }))).toBe('409 item.personal')
  }),
)

eachStore('what is in Trash is shown with how it comes back and changes no more; what was deleted stays gone', (store) =>
  withPeople(store, ['olga', 'vic'], async (olga, vic) => {
    const project = await made(olga.ask('POST', '/api/projects', { name: 'LMC' }))
    await olga.ask('PUT', `/api/items/${project}/shares/vic`, {})
    const [entry] = valueOf(await moveToTrash(olga.halley, { itemIds: [project], companionIds: [], cancel: false, reason: '' }))
    const shown = await olga.ask('GET', `/api/items/${project}`)
    expect(shown.reply).toMatchObject({ words: 'In trash' })
    expect((shown.reply as { actions: { command: string }[] }).actions.map(({ command }) => command)).toContain('restoreFromTrash')
    expect(said(await olga.ask('GET', `/api/projects/${project}`))).toBe('409 item.state')
    expect(said(await olga.ask('PUT', `/api/items/${project}/name`, { name: 'SMC' }))).toBe('409 item.state')
    expect(said(await olga.ask('PUT', `/api/items/${project}/description`, { description: 'new' }))).toBe('409 item.state')
    expect(said(await vic.ask('GET', `/api/items/${project}`))).toBe('404 item.notFound')
    const world = new World(store)
    world.nowMs = olga.halley.now().getTime()
    await purge(world, olga.halley, entry?.entryId ?? '')
    for (const path of [`/api/items/${project}`, `/api/projects/${project}`]) {
      expect(said(await olga.ask('GET', path)), path).toBe('410 item.gone')
    }
    expect(said(await vic.ask('GET', `/api/projects/${project}`))).toBe('404 item.notFound')
  }),
)
