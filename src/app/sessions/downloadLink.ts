import { createHmac } from 'node:crypto'
import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import { findSession } from '../../store/catalogue/sessions.ts'
import type { SessionRow } from '../../store/catalogue/signInSchema.ts'
import type { Store } from '../../store/store.ts'
import { api, type CallName } from '../contract/api/api.ts'
import { sameHash } from '../people/tokens/tokenSecret.ts'
import { userOfLiveSession, type SignedIn } from './openSession.ts'

/** How long a link can be used. */
const lastsMs = 5 * 60_000

/** What a program may be sent to: tables and images, nothing that changes or follows anything. */
const downloads = [
  'exportSources',
  'downloadRunFile',
  'downloadSampleFile',
  'downloadAnalysisFile',
  'downloadImageFile',
  'showCutOut',
] as const satisfies readonly CallName[]

const patterns = downloads.map((name) => new RegExp(`^${api[name].path.replace(/:\w+/g, '[^/]+')}$`))

/** The answer to every link that cannot be used: the same for each reason. */
export const downloadLinkRefusal: Fault = makeFault(
  'right.download',
  'Expected a download link that is a few minutes old at most, found one that has expired, was used up, belongs to a session that has ended, or was changed.',
  { hint: 'Send it from the site again.' },
)

/** The proof in a link. Its key is the hash of the session's secret, which never leaves the server and ends with the session. */
function proofOf({ secretHash }: SessionRow, expiresMs: number, path: string): string {
  return createHmac('sha256', secretHash).update(`download\n${expiresMs}\n${path}`).digest('hex')
}

export interface DownloadLink {
  readonly path: string
  readonly expiresUtc: string
}

/**
 * A link with which whoever has it gets what the user of a session gets at an address, for some minutes.
 *
 * @returns `input.download` for an address that is none of a download
 */
export async function makeDownloadLink({ catalogue }: Store, sessionId: string, path: string, now: Date): Promise<Result<DownloadLink>> {
  const [plain = ''] = path.split('?')
  if (!patterns.some((pattern) => pattern.test(plain)) || /[#\s]|[?&]ticket=/.test(path)) {
    const message = `path: expected the address of a download, such as /api/sources/export?format=csv, found ${JSON.stringify(path)}.`
    return failure(
      makeFault('input.download', message, { hint: 'Take the address of a link of the site that downloads a table or an image.' }),
    )
  }
  const session = await findSession(catalogue, sessionId)
  if (!session) return failure(downloadLinkRefusal)
  const expiresMs = now.getTime() + lastsMs
  const ticket = `${sessionId}.${expiresMs}.${proofOf(session, expiresMs, path)}`
  return success({ path: `${path}${path.includes('?') ? '&' : '?'}ticket=${ticket}`, expiresUtc: new Date(expiresMs).toISOString() })
}

/** The ticket at the end of an address, and the address without it; null where there is none. */
export function ticketOf(address: string): { readonly path: string; readonly ticket: string } | null {
  const [, path, ticket] = /^(.*)[?&]ticket=([^&]+)$/.exec(address) ?? []
  return path === undefined || ticket === undefined ? null : { path, ticket }
}

/** Who made the link of an address; null where it cannot be used: expired, changed, or their session has ended. */
export async function userOfDownloadLink(
  { catalogue }: Store,
  { path, ticket }: { readonly path: string; readonly ticket: string },
  now: Date,
): Promise<SignedIn['user'] | null> {
  const [, sessionId, expires, proof] = /^([0-9a-f-]{36})\.(\d{1,15})\.([0-9a-f]{64})$/.exec(ticket) ?? []
  if (sessionId === undefined || expires === undefined || proof === undefined) return null
  const session = await findSession(catalogue, sessionId)
  if (!session || Number(expires) <= now.getTime() || !sameHash(proof, proofOf(session, Number(expires), path))) return null
  const user = await userOfLiveSession(catalogue, session, now)
  return user && { ...user, scopes: ['read'] }
}
