import type { UserRow } from '../../store/catalogue/schema.ts'

/** A user as lists show them. */
export interface UserSummary {
  readonly id: string
  readonly name: string
  /** Account of the operating system that acts as them; null: none, tokens alone. */
  readonly account: string | null
  readonly isActive: boolean
  readonly isAdministrator: boolean
  readonly createdUtc: string
}

export function userSummary({ id, name, account, isActive, isAdministrator, createdAt }: UserRow): UserSummary {
  return { id, name, account, isActive: isActive === 1, isAdministrator: isAdministrator === 1, createdUtc: createdAt }
}
