import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import type { IdentityPolicy } from './signInWithIdentity.ts'

export interface ProviderSettings {
  readonly issuer: URL
  readonly clientId: string
  readonly clientSecret: string
  /** What the button calls it. */
  readonly name: string
  readonly policy: IdentityPolicy
}

function settingsFault(message: string): Fault {
  return makeFault('oidc.settings', message, {
    hint: 'Set HALLEY_OIDC_ISSUER, HALLEY_OIDC_CLIENT_ID and HALLEY_OIDC_CLIENT_SECRET, or none of them. docs/server.md says more.',
  })
}

/** Whether an address is of this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/** `HALLEY_OIDC_DOMAINS`: whose people are added when they come; `*`: everybody's; nothing: nobody's. */
function policyOf(text: string): IdentityPolicy {
  const domains = text
    .split(',')
    .map((domain) => domain.trim().toLowerCase())
    .filter((domain) => domain !== '')
  return { addsUsers: domains.length > 0, domains: domains.includes('*') ? [] : domains }
}

/** The provider that the environment names; null for none. @returns `oidc.settings` for one that is named by halves */
export function providerSettings(environment: NodeJS.ProcessEnv): Result<ProviderSettings | null> {
  const {
    HALLEY_OIDC_ISSUER: issuer = '',
    HALLEY_OIDC_CLIENT_ID: clientId = '',
    HALLEY_OIDC_CLIENT_SECRET: clientSecret = '',
    HALLEY_OIDC_NAME: name = '',
    HALLEY_OIDC_DOMAINS: domains = '',
  } = environment
  if (issuer === '' && clientId === '' && clientSecret === '') return success(null)
  const url = URL.parse(issuer)
  if (!url || clientId === '' || clientSecret === '') {
    return failure(settingsFault('OpenID Connect: expected an issuer, a client id and a client secret, found some of them missing.'))
  }
  if (url.protocol !== 'https:' && !isLoopback(url)) {
    return failure(settingsFault(`HALLEY_OIDC_ISSUER: expected an https address, found ${issuer}.`))
  }
  return success({ issuer: url, clientId, clientSecret, name: name || url.hostname, policy: policyOf(domains) })
}
