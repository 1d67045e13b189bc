// What users are told of work that they did not wait for: in their inbox, and by mail.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { expect, test } from 'vitest'
import type { Halley } from '../../src/app/halley.ts'
import { mailNotices } from '../../src/app/mail/mailNotices.ts'
import { mailSettings } from '../../src/app/mail/mailSettings.ts'
import { listNotices, markInbox } from '../../src/app/notices/inbox.ts'
import { runWorker } from '../../src/app/operations/runWorker.ts'
import { submitOperation } from '../../src/app/operations/submitOperation.ts'
import { addNotice } from '../../src/store/catalogue/notices.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { addRun, enter } from '../operations/operating.ts'
import { valueOf } from '../store/exampleStore.ts'
import { listen } from './listening.ts'

const all = { unread: false, limit: 10 }

async function tell({ store, user, now }: Halley, words: string, at = now()): Promise<string> {
  const id = randomUUID()
  await addNotice(store.catalogue, { id, userId: user.id, at: at.toISOString(), kind: 'test', words, subjectId: 'x' })
  return id
}

eachStore('who did not wait for work is told once how it ended, with the way to it', async (store) => {
  const [maria, jun] = [await enter(store, 'Maria'), await enter(store, 'Jun')]
  const run = await addRun(maria, 'lmc')
  const request = { threads: 1, workers: 1, fullRerun: false, debug: false }
  const { operationId } = valueOf(await submitOperation(maria, { kind: 'process', run, request }))
  const signal = AbortSignal.timeout(60_000)
  valueOf(await runWorker(maria, { once: true, pollMs: 50, queues: ['processing'], signal, tell: () => {} }))
  const { notices, unread } = valueOf(await listNotices(maria, all))
  expect(unread).toBe(1)
  expect(notices).toMatchObject([{ kind: 'failed', operationId, isRead: false, subject: { kind: 'run', name: 'lmc', place: 'live' } }])
  expect(notices[0]?.words).toMatch(/^Processing run lmc ended with an error\. /)
  expect(valueOf(await listNotices(jun, all)).notices).toEqual([])
})

eachStore('the inbox is read a page at a time, and marked by its user alone', async (store) => {
  const [maria, jun] = [await enter(store, 'Maria'), await enter(store, 'Jun')]
  const server = await listen(maria)
  try {
    const headers = { cookie: await server.signIn(maria), 'content-type': 'application/json', origin: server.address }
    const ids: string[] = []
    for (let count = 0; count < 5; count++) ids.push(await tell(maria, `notice ${count}`, new Date(1e12 + count)))
    await tell(jun, 'another')
    const seen: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const response = await fetch(`${server.address}/api/inbox?limit=2${next && `&before=${encodeURIComponent(next)}`}`, { headers })
      const page = (await response.json()) as { notices: { id: string }[]; next: string | null }
      seen.push(...page.notices.map(({ id }) => id))
      next = page.next
    }
    expect(seen).toEqual(ids.toReversed())
    const mark = (body: object) => fetch(`${server.address}/api/inbox/mark`, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(await (await mark({ ids: [ids[0]], isRead: true })).json()).toEqual({ unread: 4 })
    expect(await (await mark({ ids: null, isRead: true })).json()).toEqual({ unread: 0 })
    expect(await (await mark({ ids: [ids[1]], isRead: false })).json()).toEqual({ unread: 1 })
    expect(valueOf(await markInbox(jun, { ids, isRead: true }))).toEqual({ unread: 1 })
    expect(valueOf(await listNotices(maria, { ...all, unread: true })).notices.map(({ id }) => id)).toEqual([ids[1]])
  } finally {
    await server.close()
  }
})

interface Post {
  readonly url: string
  readonly letters: readonly { readonly to: readonly string[]; readonly body: string }[]
  close(): Promise<void>
}

async function postOffice(refuses: () => boolean): Promise<Post> {
  const letters: { to: string[]; body: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      void text(stream).then((body) => {
        if (refuses()) return done(new Error('No room'))
        letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), body })
        return done()
      })
    },
  })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, letters, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

eachStore('a notice goes out by mail once, whoever sends; what could not be sent is sent later', async (store) => {
  const [maria, jun] = [await enter(store, 'Maria'), await enter(store, 'Jun')]
  await store.catalogue.updateTable('users').set({ email: 'maria@example.org' }).where('id', '=', maria.user.id).execute()
  let isFull = true
  const post = await postOffice(() => isFull)
  try {
    const settings = { smtpUrl: post.url, from: 'halley@example.org', siteUrl: 'https://halley.example.org' }
    await tell(maria, 'Processing run lmc is done.')
    await tell(maria, 'Processing run smc ended with an error. No catalogue.')
    await tell(jun, 'Nobody mails this.')
    const read = await tell(maria, 'This was read.')
    valueOf(await markInbox(maria, { ids: [read], isRead: true }))
    expect((await mailNotices(maria, settings, 0)).problems).toHaveLength(1)
    isFull = false
    expect(await mailNotices(maria, settings, 60_000)).toEqual({ sent: 0, problems: [] })
    const rounds = await Promise.all([1, 2, 3].map(() => mailNotices(maria, settings, 0)))
    expect(rounds.reduce((sum, { sent }) => sum + sent, 0)).toBeGreaterThan(0)
    expect(post.letters.every(({ to }) => to.join() === 'maria@example.org')).toBe(true)
    // The subject of a letter about one notice says it too.
    const bodies = post.letters.map(({ body }) => body.slice(body.indexOf('\r\n\r\n')).replaceAll('=\r\n', '')).join('\n')
    expect(bodies.match(/: Processing run lmc is done\./g)).toHaveLength(1)
    expect(bodies.match(/: Processing run smc ended with an error/g)).toHaveLength(1)
    expect(bodies).toContain('https://halley.example.org/inbox')
    expect(bodies).not.toContain('This was read')
    expect(await mailNotices(maria, settings, 0)).toEqual({ sent: 0, problems: [] })
  } finally {
    await post.close()
  }
})

test('mail is set up by the environment, or refused with what is wrong', () => {
  expect(mailSettings({})).toEqual({ ok: true, value: null })
  expect(mailSettings({ HALLEY_SMTP_URL: 'mail.example.org' })).toMatchObject({ ok: false, fault: { code: 'mail.settings' } })
  expect(mailSettings({ HALLEY_SMTP_URL: 'smtp://mail:25', HALLEY_MAIL_FROM: 'nobody' })).toMatchObject({ ok: false })
  expect(mailSettings({ HALLEY_SMTP_URL: 'smtp://mail:25', HALLEY_MAIL_FROM: 'a@b.org' })).toMatchObject({
    ok: true,
    value: { siteUrl: null },
  })
})
