import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import { addSignInLink, takeSignInLink } from '../../store/catalogue/sessions.ts'
import type { SignInLinkRow } from '../../store/catalogue/signInSchema.ts'
import type { Store } from '../../store/store.ts'
import { hashOfSecret } from '../people/tokens/tokenSecret.ts'
import { newSessionSecret } from './sessionSecret.ts'

/** The answer to every link that cannot be used. */
export const linkRefusal: Fault = makeFault(
  'right.link',
  'Expected a link that was not used before, found one that was used, has expired, or never was.',
  {
    hint: 'On your own machine, ./halley sign-in-link prints a new one. On a server, ask an administrator for one.',
  },
)

/** Makes the secret of a link that does its purpose once. */
export async function makeSignInLink(
  { catalogue }: Store,
  link: Pick<SignInLinkRow, 'purpose' | 'userId'> & { readonly lastsMs: number },
  now: Date,
): Promise<string> {
  const secret = newSessionSecret()
  const { purpose, userId, lastsMs } = link
  const expiresAt = new Date(now.getTime() + lastsMs).toISOString()
  await addSignInLink(catalogue, {
    secretHash: hashOfSecret(secret),
    purpose,
    userId,
    createdAt: now.toISOString(),
    expiresAt,
    usedAt: null,
  })
  return secret
}

/** Uses up the link of a secret. @returns `right.link` for one that cannot be used: the same for each reason */
export async function useSignInLink({ catalogue }: Store, secret: string, now: Date): Promise<Result<SignInLinkRow>> {
  const link = await takeSignInLink(catalogue, hashOfSecret(secret), now.toISOString())
  return link ? success(link) : failure(linkRefusal)
}
