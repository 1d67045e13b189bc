/** Somebody who is signed in, in one browser. */
export interface SessionRow {
  readonly id: string
  readonly userId: string
  /** SHA-256 of the secret in the browser's cookie. */
  readonly secretHash: string
  readonly createdAt: string
  readonly seenAt: string
  readonly expiresAt: string
  /** What the browser says that it is. */
  readonly client: string
}

export interface PasswordRow {
  readonly userId: string
  /** Argon2id with its parameters and salt, as a PHC string. */
  readonly hash: string
  readonly changedAt: string
}

/** Who a user is to an OpenID provider. */
export interface IdentityRow {
  readonly issuer: string
  readonly subject: string
  readonly userId: string
  readonly createdAt: string
}

/** A link that does something once: signs a user in, or lets a new one choose a password. */
export interface SignInLinkRow {
  readonly secretHash: string
  readonly purpose: 'signIn' | 'firstAdministrator' | 'setPassword'
  readonly userId: string | null
  readonly createdAt: string
  readonly expiresAt: string
  readonly usedAt: string | null
}

/** What was answered to a request with an idempotency key: the same request again gets the same answer. */
export interface KeptReplyRow {
  readonly userId: string
  readonly idempotencyKey: string
  readonly requestHash: string
  readonly status: number
  readonly reply: string
  readonly createdAt: string
}
