import type { Scope } from '../../../lifecycle/rights.ts'
import type { TokenRow } from '../../../store/catalogue/schema.ts'

/** A token as lists show it: nobody can read its secret any more. */
export interface TokenSummary {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly createdUtc: string
  /** Null: it does not expire. */
  readonly expiresUtc: string | null
  /** To the minute; null: never. */
  readonly lastUsedUtc: string | null
  readonly revokedUtc: string | null
  /** Whether it can be used now. */
  readonly isValid: boolean
}

type Kept = Pick<TokenRow, 'id' | 'name' | 'scopes' | 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'revokedAt'>

export function tokenSummary({ id, name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt }: Kept, now: Date): TokenSummary {
  return {
    id,
    name,
    scopes: JSON.parse(scopes) as Scope[],
    createdUtc: createdAt,
    expiresUtc: expiresAt,
    lastUsedUtc: lastUsedAt,
    revokedUtc: revokedAt,
    isValid: revokedAt === null && (expiresAt === null || now.toISOString() < expiresAt),
  }
}
