import { z } from 'zod'
import { accountSchema, createdTokenSchema, scopeSchema, sessionViewSchema, tokenSummarySchema } from '../account.ts'
import { endpoints } from './endpoint.ts'

const tag = 'Account'

export const accountEndpoints = endpoints({
  showAccount: { method: 'GET', path: '/api/account', summary: 'You', tag, access: 'signedIn', reply: accountSchema },
  changeAccount: {
    method: 'PATCH',
    path: '/api/account',
    summary: 'Change your name, or where notices go by mail',
    description: 'Of who is signed in with a browser; not for tokens.',
    tag,
    access: 'signedIn',
    body: z.object({
      name: z
        .string()
        .max(200)
        .optional()
        .meta({ examples: ['maria'] }),
      email: z
        .string()
        .max(300)
        .optional()
        .describe('Empty: no mails')
        .meta({ examples: ['maria@example.org'] }),
    }),
    reply: accountSchema,
  },
  changePassword: {
    method: 'PUT',
    path: '/api/account/password',
    summary: 'Change your password; your other sessions end',
    description: 'Of who is signed in with a browser; not for tokens.',
    tag,
    access: 'signedIn',
    body: z.object({ current: z.string().max(1000), password: z.string().max(1000) }),
    reply: z.object({}),
    mostPerMinute: 10,
    hasSecrets: true,
  },
  disconnectProvider: {
    method: 'POST',
    path: '/api/account/providers/disconnect',
    summary: 'Let a provider sign you in no more',
    description: '409 `user.lastSignIn` where it is the last way to sign in. Of who is signed in with a browser; not for tokens.',
    tag,
    access: 'signedIn',
    body: z.object({
      issuer: z
        .string()
        .max(1000)
        .describe('As your account lists it')
        .meta({ examples: ['https://login.example.org'] }),
    }),
    reply: accountSchema,
  },
  listSessions: {
    method: 'GET',
    path: '/api/account/sessions',
    summary: 'Where you are signed in, last used first',
    tag,
    access: 'signedIn',
    reply: z.object({ sessions: z.array(sessionViewSchema) }),
  },
  endSession: {
    method: 'DELETE',
    path: '/api/account/sessions/:session',
    summary: 'Sign out one of your sessions',
    tag,
    access: 'signedIn',
    params: z.object({ session: z.string().describe('Id of the session') }),
    reply: z.object({}),
  },
  signOutEverywhere: {
    method: 'POST',
    path: '/api/account/sign-out-everywhere',
    summary: 'Sign out in all browsers but this one',
    tag,
    access: 'signedIn',
    reply: z.object({ ended: z.number() }),
  },
  listTokens: {
    method: 'GET',
    path: '/api/account/tokens',
    summary: 'Your tokens, oldest first, with those that can be used no more',
    tag,
    access: 'signedIn',
    reply: z.object({ tokens: z.array(tokenSummarySchema) }),
  },
  createToken: {
    method: 'POST',
    path: '/api/account/tokens',
    summary: 'Make a token for a program; its secret is in this answer and nowhere else',
    tag,
    access: 'signedIn',
    status: 201,
    body: z.object({
      name: z
        .string()
        .max(200)
        .describe('After what uses it')
        .meta({ examples: ['notebook'] }),
      scopes: z
        .array(scopeSchema)
        .describe('What it may do of what you may')
        .meta({ examples: [['read', 'write']] }),
      expiresDays: z
        .number()
        .nullable()
        .describe('Days until it expires; null: never')
        .meta({ examples: [90] }),
    }),
    reply: createdTokenSchema,
    hasSecrets: true,
  },
  revokeToken: {
    method: 'DELETE',
    path: '/api/account/tokens/:token',
    summary: 'End a token of yours, at once and for ever',
    tag,
    access: 'signedIn',
    params: z.object({ token: z.string().describe('Name or id of the token') }),
    reply: tokenSummarySchema,
  },
})
