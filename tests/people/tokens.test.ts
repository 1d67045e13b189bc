import { expect, test } from 'vitest'
import type { Halley } from '../../src/app/halley.ts'
import { deactivateUser } from '../../src/app/people/changeUser.ts'
import { actorOfToken } from '../../src/app/people/tokens/actorOfToken.ts'
import { createToken, type TokenRequest } from '../../src/app/people/tokens/createToken.ts'
import { listTokens, revokeOwnToken } from '../../src/app/people/tokens/ownTokens.ts'
import { newTokenSecret } from '../../src/app/people/tokens/tokenSecret.ts'
import type { Scope } from '../../src/lifecycle/rights.ts'
import type { Store } from '../../src/store/store.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { valueOf } from '../store/exampleStore.ts'
import { enterAs, exampleNow } from './people.ts'

const DAY_MS = 86_400_000
const request: TokenRequest = { name: 'notebook', scopes: ['read', 'write'], expiresDays: 30 }

function at(days: number): Date {
  return new Date(exampleNow.getTime() + days * DAY_MS)
}

function withScopes(halley: Halley, scopes: readonly Scope[]): Halley {
  return { ...halley, user: { ...halley.user, scopes } }
}

async function secretOf(halley: Halley, name: string): Promise<string> {
  return valueOf(await createToken(halley, { ...request, name })).secret
}

/** What comes of asking for a token. */
async function code(halley: Halley, change: Partial<TokenRequest>): Promise<string> {
  const made = await createToken(halley, { ...request, name: 'x', ...change })
  return made.ok ? 'made' : made.fault.code
}

async function everything(store: Store): Promise<string> {
  const tokens = await store.catalogue.selectFrom('tokens').selectAll().execute()
  const audit = await store.catalogue.selectFrom('audit').selectAll().execute()
  return JSON.stringify([tokens, audit])
}

test('secrets are 32 random bytes as letters and digits after hal_, all of one length', () => {
  const secrets = Array.from({ length: 2000 }, newTokenSecret)
  for (const secret of secrets) expect(secret).toMatch(/^hal_[0-9A-Za-z]{43}$/)
  expect(new Set(secrets).size).toBe(2000)
  const digits = new Set(secrets.join('').replaceAll('hal_', '').split(''))
  expect(digits.size).toBe(62)
})

eachStore('a token acts as its user within its scopes, and its secret is kept nowhere', async (store) => {
  const maria = await enterAs(store, 'maria')
  const token = valueOf(await createToken(maria, request))
  expect(token).toMatchObject({ name: 'notebook', scopes: ['read', 'write'], expiresUtc: at(30).toISOString(), isValid: true })
  const bearer = valueOf(await actorOfToken(store, token.secret, exampleNow))
  expect(bearer.actor).toEqual({ kind: 'user', userId: maria.user.id, isAdministrator: false, isActive: true, scopes: ['read', 'write'] })
  expect(bearer).toMatchObject({ tokenId: token.id, user: { name: 'maria', scopes: ['read', 'write'] } })
  expect(await everything(store)).not.toContain(token.secret.slice(4))
  expect(JSON.stringify(valueOf(await listTokens(maria)))).not.toContain('ecret')
})

eachStore('a wrong, an expired, a revoked token and one of a deactivated user are refused with the same words', async (store) => {
  const ada = await enterAs(store, 'ada', { isAdministrator: 1 })
  const [maria, tom] = [await enterAs(store, 'maria'), await enterAs(store, 'tom')]
  const [expired, revoked, theirs] = [await secretOf(maria, 'a'), await secretOf(maria, 'b'), await secretOf(tom, 'c')]
  expect((await actorOfToken(store, expired, at(29.99))).ok).toBe(true)
  valueOf(await revokeOwnToken(maria, 'b'))
  valueOf(await deactivateUser(ada, 'tom'))
  const shown = [newTokenSecret(), '', 'hal_', 'Bearer x', `${expired}x`, ` ${expired}`, expired.toUpperCase(), revoked, theirs]
  const answers = [await actorOfToken(store, expired, at(30))]
  for (const secret of shown) answers.push(await actorOfToken(store, secret, exampleNow))
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(answers[0]).toMatchObject({ ok: false, fault: { code: 'right.token' } })
})

eachStore('the last use is written down at most once a minute', async (store) => {
  const maria = await enterAs(store, 'maria')
  const { secret } = valueOf(await createToken(maria, { ...request, expiresDays: null }))
  const lastUse = async () => valueOf(await listTokens(maria))[0]?.lastUsedUtc
  expect(await lastUse()).toBeNull()
  const uses = [0, 1000, 59_000, 60_000, 61_000, 125_000]
  const found: (string | null | undefined)[] = []
  for (const ms of uses) {
    valueOf(await actorOfToken(store, secret, new Date(exampleNow.getTime() + ms)))
    found.push(await lastUse())
  }
  const written = [0, 0, 0, 0, 61_000, 125_000]
  expect(found).toEqual(written.map((ms) => new Date(exampleNow.getTime() + ms).toISOString()))
})

eachStore('a token may do no more than who makes it', async (store) => {
  const [maria, ada] = [await enterAs(store, 'maria'), await enterAs(store, 'ada', { isAdministrator: 1 })]
  expect(await code(maria, { scopes: ['administer'] })).toBe('right.denied')
  expect(await code(withScopes(maria, ['read', 'write']), { scopes: ['read', 'purge'] })).toBe('right.scope')
  expect(await code(withScopes(maria, ['read']), { scopes: ['read'] })).toBe('right.scope')
  expect(await code({ ...maria, user: { ...maria.user, isActive: 0 } }, {})).toBe('right.deactivated')
  expect(await code(maria, { scopes: [] })).toBe('token.scopes')
  expect(await code(maria, { name: ' ' })).toBe('token.name')
  for (const expiresDays of [0, -1, 1.5, Number.NaN, 3651]) expect(await code(maria, { expiresDays })).toBe('token.expires')
  expect(await store.catalogue.selectFrom('tokens').selectAll().execute()).toEqual([])
  expect(await code(ada, { scopes: ['read', 'write', 'trash', 'purge', 'administer'] })).toBe('made')
  expect(await code(withScopes(maria, ['read', 'write']), { scopes: ['read'] })).toBe('made')
})

eachStore('a name is free again once its token is revoked; others know nothing of it', async (store) => {
  const [maria, tom] = [await enterAs(store, 'maria'), await enterAs(store, 'tom')]
  const first = valueOf(await createToken(maria, request))
  expect(await createToken(maria, request)).toMatchObject({ ok: false, fault: { code: 'token.nameTaken' } })
  expect(valueOf(await listTokens(tom))).toEqual([])
  expect(await revokeOwnToken(tom, first.id)).toMatchObject({ ok: false, fault: { code: 'token.notFound' } })
  valueOf(await createToken(tom, request))
  expect(valueOf(await revokeOwnToken(maria, first.id))).toMatchObject({ id: first.id, isValid: false })
  expect(await revokeOwnToken(maria, 'notebook')).toMatchObject({ ok: false, fault: { code: 'token.notFound' } })
  valueOf(await createToken(maria, request))
  expect(valueOf(await listTokens(maria)).map(({ isValid }) => isValid)).toEqual([false, true])
})
