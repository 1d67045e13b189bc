import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

export const sessionViewSchema = z.object({
  id: z.string(),
  client: z.string().describe('What the browser says that it is'),
  createdUtc: z.string(),
  seenUtc: z.string().describe('To the minute'),
  expiresUtc: z.string(),
  isThis: z.boolean().describe('Whether it is the one that asks'),
})

/** A session as its owner sees it. */
export type SessionView = Frozen<z.output<typeof sessionViewSchema>>

export const scopeSchema = z.enum(['read', 'write', 'trash', 'purge', 'administer'])

export const tokenSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(scopeSchema),
  createdUtc: z.string(),
  expiresUtc: z.string().nullable().describe('Null: it does not expire'),
  lastUsedUtc: z.string().nullable().describe('To the minute; null: never'),
  revokedUtc: z.string().nullable(),
  isValid: z.boolean().describe('Whether it can be used now'),
})

/** A token as lists show it: nobody can read its secret any more. */
export type TokenSummary = Frozen<z.output<typeof tokenSummarySchema>>

export const createdTokenSchema = tokenSummarySchema.extend({
  secret: z.string().describe('Shown this once: only its hash is kept'),
})

export type CreatedToken = Frozen<z.output<typeof createdTokenSchema>>

export const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable().describe('Where notices go by mail; null: nowhere'),
  account: z.string().nullable().describe('Account of the operating system that acts as this user'),
  isAdministrator: z.boolean(),
  createdUtc: z.string(),
  passwordChangedUtc: z.string().nullable().describe('Null: there is none'),
  issuers: z.array(z.string()).describe('Providers of OpenID Connect that know this user'),
})

/** A user as they see themselves. */
export type Account = Frozen<z.output<typeof accountSchema>>
