import { showAnnouncement } from '../../../app/administration/announcement.ts'
import { codeVersion } from '../../../app/codeVersion.ts'
import type { sessionEndpoints } from '../../../app/contract/api/session.ts'
import { endOwnSession } from '../../../app/account/ownSessions.ts'
import type { OpenedSession } from '../../../app/sessions/openSession.ts'
import { choosePassword, showPasswordLink } from '../../../app/signIn/passwordLink.ts'
import { signInWithPassword } from '../../../app/signIn/signInWithPassword.ts'
import { failure, makeFault, success, type Result } from '../../../fault/fault.ts'
import { ownOrigin } from '../guard/ownOrigin.ts'
import type { Call, Routes } from '../routes.ts'
import { clearSessionCookie, setSessionCookie } from '../sessions/sessionCookie.ts'
import type { Endpoint } from '../../../app/contract/api/endpoint.ts'

const onLaptop = makeFault('right.laptop', 'Expected a server with accounts, found one for who started it.', {
  hint: 'Use the link that ./halley serve printed. For accounts: ./halley serve --host ADDRESS',
})

function clientOf({ request }: Pick<Call<Endpoint>, 'request'>): string {
  return request.headers['user-agent'] ?? ''
}

/** Lets the browser keep who signed in. */
function keep({ reply, server, request }: Pick<Call<Endpoint>, 'reply' | 'server' | 'request'>, session: Result<OpenedSession>) {
  if (!session.ok) return session
  setSessionCookie(reply, session.value, ownOrigin(server, request))
  return success({})
}

export const sessionRoutes: Routes<typeof sessionEndpoints> = {
  showSession: async ({ halley, mode }) => {
    const { user } = halley
    return success({
      user: { id: user.id, name: user.name, isAdministrator: user.isAdministrator === 1 },
      mode,
      version: codeVersion,
      announcement: await showAnnouncement(halley),
    })
  },
  showSignIn: ({ mode, server }) => success({ mode, hasPasswords: mode === 'server', provider: server.provider?.settings.name ?? null }),
  signIn: async (call) => {
    const { server, body, mode } = call
    if (mode === 'laptop') return failure(onLaptop)
    const { store, now } = server.halley
    return keep(call, await signInWithPassword(store, { ...body, client: clientOf(call) }, now()))
  },
  showPasswordLink: async ({ server: { halley }, body }) => {
    const shown = await showPasswordLink(halley.store, body.secret, halley.now())
    return shown.ok ? success({ ...shown.value, suggestedName: halley.user.name }) : shown
  },
  choosePassword: async (call) => keep(call, await choosePassword(call.server.halley, { ...call.body, client: clientOf(call) })),
  signOut: async ({ halley, sessionId, reply }) => {
    if (sessionId !== null) await endOwnSession(halley, sessionId)
    clearSessionCookie(reply)
    return success({})
  },
}
