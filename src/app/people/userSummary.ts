import type { UserRow } from '../../store/catalogue/schema.ts'
import type { UserSummary } from '../contract/administration.ts'

export function userSummary({ id, name, account, isActive, isAdministrator, createdAt }: UserRow): UserSummary {
  return { id, name, account, isActive: isActive === 1, isAdministrator: isAdministrator === 1, createdUtc: createdAt }
}
