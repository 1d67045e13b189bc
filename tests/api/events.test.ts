// What a browser is told of what changes: everything that it may see, whoever changed it, and nothing else.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { announce } from '../../src/app/administration/announcement.ts'
import type { Halley } from '../../src/app/halley.ts'
import { shareItem, unshareItem } from '../../src/app/items/shareItem.ts'
import { performOperation } from '../../src/app/operations/performOperation.ts'
import { moveToTrash } from '../../src/app/trash/moveToTrash.ts'
import { success } from '../../src/fault/fault.ts'
import { addNotice } from '../../src/store/catalogue/notices.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { addRun, again, enter, until } from '../operations/operating.ts'
import { valueOf } from '../store/exampleStore.ts'
import { followAs, listen, type Client } from './listening.ts'

interface NamedThings {
  readonly items?: readonly { readonly name: string }[]
}

/** Names of the items that a client was told to read again. */
function changedNames({ told }: Client): readonly string[] {
  return told.flatMap(({ name, data }) => (name === 'changed' ? ((data as NamedThings).items ?? []).map((item) => item.name) : []))
}

function names({ told }: Client): readonly string[] {
  return told.map(({ name }) => name)
}

const trash = (itemId: string) => ({ itemIds: [itemId], companionIds: [], cancel: false, reason: '' })

/** Work that says how far it is, by another process. */
async function work(halley: Halley, stepMs: number): Promise<void> {
  const request = { kind: 'ingest', run: null, threads: 1, signal: new AbortController().signal } as const
  await performOperation(halley, request, async ({ report }) => {
    report({ kind: 'started', stage: 'ingest', total: 3 })
    for (const done of [1, 2, 3]) {
      await sleep(stepMs)
      report({ kind: 'advanced', stage: 'ingest', done, total: 3 })
    }
    await sleep(stepMs)
    return success('done')
  })
}

eachStore('each is told of what they may see, whoever changed it, and of nothing else', async (store, place) => {
  const [maria, jun] = [await enter(store, 'Maria'), await enter(store, 'Jun')]
  const server = await listen(maria)
  try {
    const ofMaria = await followAs(server.address, await server.signIn(maria))
    const ofJun = await followAs(server.address, await server.signIn(jun))
    await until(() => names(ofMaria).includes('ready') && names(ofJun).includes('ready'))
    const elsewhere = await again(await place.open(), maria)
    const own = await addRun({ ...elsewhere, projectId: await personalProject(elsewhere) }, 'secret')
    await until(() => changedNames(ofMaria).includes('secret'))
    await addRun({ ...jun, projectId: await personalProject(jun) }, 'of-jun')
    await until(() => changedNames(ofJun).includes('of-jun'))
    expect(changedNames(ofJun)).not.toContain('secret')
    expect(changedNames(ofMaria)).not.toContain('of-jun')
    valueOf(await shareItem(maria, own.id, 'Jun', 'viewer'))
    await until(() => changedNames(ofJun).includes('secret'))
    const before = ofJun.told.length
    valueOf(await unshareItem(maria, own.id, 'Jun'))
    await until(() => changedNames({ ...ofJun, told: ofJun.told.slice(before) }).includes('secret'))
    valueOf(await moveToTrash(maria, trash(own.id)))
    await until(() => ofMaria.told.some(({ data }) => JSON.stringify(data).includes('"trash"')))
    await sleep(700)
    expect(ofJun.told.some(({ data }) => JSON.stringify(data).includes('"trash"'))).toBe(false)
    await ofMaria.leave()
    await ofJun.leave()
  } finally {
    await server.close()
  }
})

async function personalProject({ store, user }: Halley): Promise<string> {
  const row = await store.catalogue
    .selectFrom('projects')
    .select('id')
    .where('ownerId', '=', user.id)
    .where('use', '=', 'personal')
    .executeTakeFirstOrThrow()
  return row.id
}

eachStore('progress of another process arrives within a second, in order, and how it ended', async (store, place) => {
  const maria = await enter(store, 'Maria')
  const server = await listen(maria)
  try {
    const client = await followAs(server.address, await server.signIn(maria))
    await until(() => names(client).includes('ready'))
    await work(await again(await place.open(), maria), 1100)
    const ended = () => client.told.some(({ name, data }) => name === 'operation' && data['endedAt'] !== null)
    const before = performance.now()
    await until(ended)
    expect(performance.now() - before).toBeLessThan(1000)
    const done = client.told.flatMap(({ name, data }) => (name === 'operation' ? [(data['progress'] as { done: number }).done] : []))
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    expect(new Set(done)).toEqual(new Set([0, 1, 2, 3]))
    await client.leave()
  } finally {
    await server.close()
  }
})

eachStore('who comes back is told what they missed; who was away for longer than is remembered reads all again', async (store) => {
  const maria = await enter(store, 'Maria')
  const server = await listen(maria)
  try {
    const cookie = await server.signIn(maria)
    const first = await followAs(server.address, cookie)
    await until(() => first.place() !== '')
    await addRun(maria, 'seen')
    await until(() => changedNames(first).includes('seen'))
    await sleep(400)
    await first.leave()
    await addRun(maria, 'missed')
    await sleep(500)
    const second = await followAs(server.address, cookie, first.place())
    await until(() => changedNames(second).includes('missed'))
    expect(changedNames(second)).not.toContain('seen')
    expect(names(second)).not.toContain('reset')
    const third = await followAs(server.address, cookie, 'another.7')
    await until(() => names(third).includes('reset'))
    await second.leave()
    await third.leave()
  } finally {
    await server.close()
  }
})

eachStore('what the command line changes arrives', async (store, place) => {
  const ada = await enter(store, 'Ada')
  await store.catalogue.updateTable('users').set({ isAdministrator: 1 }).where('id', '=', ada.user.id).execute()
  const server = await listen(ada)
  try {
    const client = await followAs(server.address, await server.signIn(ada))
    await until(() => names(client).includes('ready'))
    const main = resolve(import.meta.dirname, '../../src/doors/cli/main.ts')
    await promisify(execFile)(process.execPath, [main, 'project', 'create', 'pulsars'], { env: { ...process.env, ...place.environment } })
    await until(() => changedNames(client).includes('pulsars'))
    await client.leave()
  } finally {
    await server.close()
  }
})

eachStore('a stream ends with its session and with the server; nobody comes in without one', async (store) => {
  const maria = await enter(store, 'Maria')
  const server = await listen(maria)
  try {
    expect((await followAs(server.address, 'halley_session=none')).status).toBe(401)
    const first = await followAs(server.address, await server.signIn(maria))
    await until(() => names(first).includes('ready'))
    await store.catalogue.deleteFrom('sessions').where('userId', '=', maria.user.id).execute()
    await first.ended
    const second = await followAs(server.address, await server.signIn(maria))
    await until(() => names(second).includes('ready'))
    await server.close()
    await second.ended
  } finally {
    await server.close()
  }
})

eachStore('a notice is told to its user alone', async (store) => {
  const [maria, jun] = [await enter(store, 'Maria'), await enter(store, 'Jun')]
  const server = await listen(maria)
  try {
    const [ofMaria, ofJun] = [
      await followAs(server.address, await server.signIn(maria)),
      await followAs(server.address, await server.signIn(jun)),
    ]
    await until(() => names(ofMaria).includes('notice') && names(ofJun).includes('notice'))
    const notice = { id: randomUUID(), userId: maria.user.id, at: maria.now().toISOString(), kind: 'test', subjectId: 'x' }
    await addNotice(store.catalogue, { ...notice, words: 'Run lmc was cleared.' })
    await until(() => ofMaria.told.at(-1)?.name === 'notice' && ofMaria.told.at(-1)?.data['unread'] === 1)
    expect(ofMaria.told.at(-1)?.data).toEqual({ unread: 1, newest: { id: notice.id, words: 'Run lmc was cleared.' } })
    expect(ofJun.told.some(({ data }) => data['unread'] === 1)).toBe(false)
    await ofMaria.leave()
    await ofJun.leave()
  } finally {
    await server.close()
  }
})

eachStore('fifty browsers are told within a second and take little of the processor', async (store) => {
  const maria = await enter(store, 'Maria')
  const server = await listen(maria)
  try {
    const cookie = await server.signIn(maria)
    const clients = await Promise.all(Array.from({ length: 50 }, () => followAs(server.address, cookie)))
    await until(() => clients.every((client) => names(client).includes('ready')))
    await addRun(maria, 'lmc')
    const before = performance.now()
    await until(() => clients.every((client) => changedNames(client).includes('lmc')))
    expect(performance.now() - before).toBeLessThan(1000)
    const used = process.cpuUsage()
    await sleep(3000)
    const { user, system } = process.cpuUsage(used)
    expect((user + system) / 3_000_000).toBeLessThan(0.3)
    await Promise.all(clients.map((client) => client.leave()))
  } finally {
    await server.close()
  }
})

eachStore('what administrators tell everybody arrives with everybody', async (store) => {
  const [maria, ada] = [await enter(store, 'Maria'), await enter(store, 'Ada')]
  await store.catalogue.updateTable('users').set({ isAdministrator: 1 }).where('id', '=', ada.user.id).execute()
  const server = await listen(maria)
  try {
    const client = await followAs(server.address, await server.signIn(maria))
    await until(() => names(client).includes('ready'))
    valueOf(await announce({ ...ada, user: { ...ada.user, isAdministrator: 1 } }, 'The server stops at noon.'))
    await until(() => client.told.some(({ name, data }) => name === 'changed' && String(data['topics']).includes('settings')))
    await client.leave()
  } finally {
    await server.close()
  }
})
