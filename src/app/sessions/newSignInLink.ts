import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import type { Halley } from '../halley.ts'
import { servedSite } from './servedAddress.ts'
import { makeSignInLink } from './signInLink.ts'

const linkLastsMs = 3_600_000

export interface NewSignInLink {
  readonly link: string
  readonly expiresUtc: string
}

/** The link that signs the user in once, at a server of their own machine. */
export async function signInLinkAt(halley: Halley, address: string): Promise<NewSignInLink> {
  const now = halley.now()
  const secret = await makeSignInLink(halley.store, { purpose: 'signIn', userId: halley.user.id, lastsMs: linkLastsMs }, now)
  const expiresUtc = new Date(now.getTime() + linkLastsMs).toISOString()
  return { link: `${address}/sign-in-link?secret=${secret}`, expiresUtc }
}

/**
 * Makes such a link while the server runs: another browser, or a lost session, needs no restart.
 *
 * @returns `serve.none` where no server of the store runs, `right.link` where it has accounts
 */
export async function newSignInLink(halley: Halley, url: string | null): Promise<Result<NewSignInLink>> {
  const site = await servedSite(halley, url)
  if (!site.ok) return site
  const { address, mode } = site.value
  if (mode === 'laptop') return success(await signInLinkAt(halley, address))
  return failure(
    makeFault('right.link', `Expected a server for this machine alone, found one with accounts at ${address}.`, {
      hint: 'Sign in there with a password. An administrator makes a link to choose one: ./halley user password-link NAME',
    }),
  )
}
