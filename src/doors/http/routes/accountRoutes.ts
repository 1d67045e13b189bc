import { disconnectProvider } from '../../../app/account/disconnectProvider.ts'
import { changeAccount, changePassword, showAccount } from '../../../app/account/ownAccount.ts'
import { endOwnSession, endOwnSessions, listOwnSessions } from '../../../app/account/ownSessions.ts'
import type { accountEndpoints } from '../../../app/contract/api/account.ts'
import { createToken } from '../../../app/people/tokens/createToken.ts'
import { listTokens, revokeOwnToken } from '../../../app/people/tokens/ownTokens.ts'
import { failure, makeFault, success, type Result } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

const forBrowsers = makeFault('right.session', 'Expected somebody who is signed in with a browser, found a token.', {
  hint: 'Do this on the page of your account.',
})

/** Does what somebody does in person: a token that is lost shall not take over the account. */
function inPerson<T>(sessionId: string | null, work: (sessionId: string) => Promise<Result<T>>): Promise<Result<T>> | Result<T> {
  return sessionId === null ? failure(forBrowsers) : work(sessionId)
}

export const accountRoutes: Routes<typeof accountEndpoints> = {
  showAccount: ({ halley }) => showAccount(halley),
  changeAccount: ({ halley, sessionId, body }) => inPerson(sessionId, () => changeAccount(halley, body)),
  changePassword: ({ halley, sessionId, body }) =>
    inPerson(sessionId, async (id) => {
      const changed = await changePassword(halley, { ...body, sessionId: id })
      return changed.ok ? success({}) : changed
    }),
  disconnectProvider: ({ halley, sessionId, body }) => inPerson(sessionId, () => disconnectProvider(halley, body.issuer)),
  listSessions: async ({ halley, sessionId }) => {
    const sessions = await listOwnSessions(halley, sessionId)
    return sessions.ok ? success({ sessions: sessions.value }) : sessions
  },
  endSession: ({ halley, sessionId, params }) =>
    inPerson(sessionId, async () => {
      const ended = await endOwnSession(halley, params.session)
      return ended.ok ? success({}) : ended
    }),
  signOutEverywhere: ({ halley, sessionId }) =>
    inPerson(sessionId, async (id) => {
      const ended = await endOwnSessions(halley, id)
      return ended.ok ? success({ ended: ended.value }) : ended
    }),
  listTokens: async ({ halley }) => {
    const tokens = await listTokens(halley)
    return tokens.ok ? success({ tokens: tokens.value }) : tokens
  },
  createToken: ({ halley, body }) => createToken(halley, body),
  revokeToken: ({ halley, params }) => revokeOwnToken(halley, params.token),
}
