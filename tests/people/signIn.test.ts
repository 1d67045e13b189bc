import { expect } from 'vitest'
import { endOwnSessions, listOwnSessions } from '../../src/app/account/ownSessions.ts'
import { listUserRecords } from '../../src/app/administration/listUserRecords.ts'
import { showStorage } from '../../src/app/administration/showStorage.ts'
import { onceByKey } from '../../src/app/idempotency/onceByKey.ts'
import { userOfSession } from '../../src/app/sessions/openSession.ts'
import { inviteFirstAdministrator } from '../../src/app/signIn/firstAdministrator.ts'
import { choosePassword } from '../../src/app/signIn/passwordLink.ts'
import { signInWithIdentity } from '../../src/app/signIn/signInWithIdentity.ts'
import { signInWithPassword } from '../../src/app/signIn/signInWithPassword.ts'
import { forgetRepliesBefore } from '../../src/store/catalogue/keptReplies.ts'
import { forgetExpired } from '../../src/store/catalogue/sessions.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { valueOf } from '../store/exampleStore.ts'
import { enterAs, exampleNow } from './people.ts'

const password = 'orbit lantern pewter seventeen'

eachStore('the first administrator chooses a password by a link that is used once, and signs in with it', async (store) => {
  const keeper = await enterAs(store, 'keeper', { isAdministrator: 1 })
  const secret = (await inviteFirstAdministrator(keeper)) ?? ''
  const chosen = { secret, userName: 'ana', password, client: 'test' }
  const both = await Promise.all([choosePassword(keeper, chosen), choosePassword(keeper, { ...chosen, userName: 'eve' })])
  expect(both.filter(({ ok }) => ok).length).toBe(1)
  expect(await inviteFirstAdministrator(keeper)).toBeNull()
  const name = both[0]?.ok ? 'ana' : 'eve'
  const session = valueOf(await signInWithPassword(store, { name, password, client: 'test' }, exampleNow))
  expect(await userOfSession(store, session.secret, exampleNow)).toMatchObject({ user: { name, isAdministrator: 1 } })
  const records = valueOf(await listUserRecords(keeper))
  expect(records.filter(({ canSignIn }) => canSignIn)).toMatchObject([{ name, seenUtc: exampleNow.toISOString() }])
  expect(valueOf(await showStorage(keeper)).items).toEqual([])
})

eachStore('sessions end together, and by themselves when their time is over', async (store) => {
  const policy = { addsUsers: true, domains: [] }
  const identity = { issuer: 'https://id.example.org', subject: '7', name: 'maria', verifiedEmail: null }
  const who = { identity, policy, linkTo: null, client: 'test' }
  const first = valueOf(await signInWithIdentity(store, who, exampleNow))
  const second = valueOf(await signInWithIdentity(store, who, exampleNow))
  const user = (await userOfSession(store, first.secret, exampleNow))?.user
  if (!user) throw new Error('Expected a user')
  const maria = { ...(await enterAs(store, 'other')), user }
  expect(valueOf(await listOwnSessions(maria, second.sessionId)).length).toBe(2)
  expect(valueOf(await endOwnSessions(maria, second.sessionId))).toBe(1)
  expect(await userOfSession(store, first.secret, exampleNow)).toBeNull()
  const later = new Date(exampleNow.getTime() + 31 * 86_400_000)
  expect(await userOfSession(store, second.secret, later)).toBeNull()
  await forgetExpired(store.catalogue, later.toISOString())
  expect(await store.catalogue.selectFrom('sessions').selectAll().execute()).toEqual([])
})

eachStore('what is asked for with one key is done once, however many ask at once, and again when it is forgotten', async (store) => {
  const maria = await enterAs(store, 'maria')
  let done = 0
  const work = async () => {
    done += 1
    return { status: 201, reply: { done } }
  }
  const ask = (content: string) => onceByKey(maria, { key: 'k', content }, work)
  await Promise.all([ask('a'), ask('a'), ask('a')])
  expect(done).toBe(1)
  expect(await ask('a')).toEqual({ ok: true, value: { status: 201, reply: { done: 1 }, isReplayed: true } })
  expect(await ask('b')).toMatchObject({ ok: false, fault: { code: 'http.idempotency', retryable: false } })
  await forgetRepliesBefore(store.catalogue, new Date(exampleNow.getTime() + 1).toISOString())
  expect(await ask('b')).toMatchObject({ ok: true, value: { isReplayed: false } })
  const fails = () => onceByKey(maria, { key: 'other', content: 'a' }, () => Promise.reject(new Error('a bug')))
  await expect(fails()).rejects.toThrow('a bug')
  expect(await onceByKey(maria, { key: 'other', content: 'a' }, work)).toMatchObject({ ok: true, value: { isReplayed: false } })
})
