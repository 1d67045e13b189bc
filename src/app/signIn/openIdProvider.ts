import * as client from 'openid-client'
import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import { isLoopback, type ProviderSettings } from './providerSettings.ts'
import type { Identity } from './signInWithIdentity.ts'

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
