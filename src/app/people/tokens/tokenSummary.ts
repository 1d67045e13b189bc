import type { Scope } from '../../../lifecycle/rights.ts'
import type { TokenRow } from '../../../store/catalogue/schema.ts'
import type { TokenSummary } from '../../contract/account.ts'

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
