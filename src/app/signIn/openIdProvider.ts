import * as client from 'openid-client'
import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import type { Identity, IdentityPolicy } from './signInWithIdentity.ts'

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

function isLoopback({ hostname }: URL): boolean {
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

/** What has to be kept between the way to the provider and the way back. */
export interface BegunSignIn {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function identityOf(claims: client.IDToken, info: client.UserInfoResponse): Identity {
  const all: Readonly<Record<string, unknown>> = { ...claims, ...info }
  const email = textOf(all['email'])
  return {
    issuer: claims.iss,
    subject: claims.sub,
    name: textOf(all['preferred_username']) || textOf(all['nickname']) || textOf(all['name']),
    verifiedEmail: email !== '' && all['email_verified'] === true ? email : null,
  }
}

/** A provider of OpenID Connect, such as an institute's or ORCID: it is asked what it can do when it is first needed. */
export class OpenIdProvider {
  readonly settings: ProviderSettings
  #found: Promise<client.Configuration> | undefined

  constructor(settings: ProviderSettings) {
    this.settings = settings
  }

  #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings
    const options = isLoopback(issuer) ? { execute: [client.allowInsecureRequests] } : {}
    this.#found ??= client.discovery(issuer, clientId, clientSecret, undefined, options).catch((error: unknown) => {
      // It is asked again next time.
      this.#found = undefined
      throw error
    })
    return this.#found
  }

  #away(error: unknown): Fault {
    const found = error instanceof Error ? error.message : String(error)
    return makeFault('oidc.away', `Expected ${this.settings.issuer.href} to tell who signs in, found: ${found}.`, {
      hint: 'Try again. If it goes on, the administrator checks the HALLEY_OIDC_ settings.',
      retryable: true,
    })
  }

  /** Where the browser is sent to. @param returnTo the address that the provider sends it back to */
  async begin(returnTo: URL): Promise<Result<BegunSignIn & { readonly address: URL }>> {
    try {
      const configuration = await this.#discover()
      const begun = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
      const address = client.buildAuthorizationUrl(configuration, {
        redirect_uri: returnTo.href,
        scope: 'openid profile email',
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
      })
      return success({ ...begun, address })
    } catch (error) {
      return failure(this.#away(error))
    }
  }

  /** Who came back. @param cameBackTo the address with what the provider added to it */
  async finish(cameBackTo: URL, { state, nonce, verifier }: BegunSignIn): Promise<Result<Identity>> {
    try {
      const configuration = await this.#discover()
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      const tokens = await client.authorizationCodeGrant(configuration, cameBackTo, checks)
      const claims = tokens.claims()
      if (!claims) return failure(this.#away('no ID token'))
      const hasInfo = configuration.serverMetadata().userinfo_endpoint !== undefined
      const info = hasInfo ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub) : { sub: claims.sub }
      return success(identityOf(claims, info))
    } catch (error) {
      return failure(this.#away(error))
    }
  }
}
