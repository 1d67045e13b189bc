import { z } from 'zod'
import { endpoints } from './endpoint.ts'

/** Who is signed in, and what kind of server this is. */
export const sessionSchema = z.object({
  user: z.object({ id: z.string(), name: z.string(), isAdministrator: z.boolean() }),
  mode: z.enum(['laptop', 'server']).describe('`laptop`: one user, on this machine; `server`: accounts'),
  version: z.string().describe('Of the program'),
  announcement: z.string().describe('What administrators tell everybody; empty where there is nothing'),
})

const signInOptionsSchema = z.object({
  mode: sessionSchema.shape.mode,
  hasPasswords: z.boolean().describe('Whether users sign in with name and password'),
  provider: z.string().nullable().describe('What the provider of OpenID Connect is called; null where there is none'),
})

const secret = z.string().max(200).describe('Of the link: what stands after #')

export const sessionEndpoints = endpoints({
  showSession: {
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in',
    tag: 'Session',
    access: 'signedIn',
    reply: sessionSchema,
  },
  showSignIn: {
    method: 'GET',
    path: '/api/sign-in',
    summary: 'The ways to sign in',
    tag: 'Session',
    access: 'everybody',
    reply: signInOptionsSchema,
  },
  signIn: {
    method: 'POST',
    path: '/api/sign-in',
    summary: 'Sign in with name and password, in this browser',
    description: 'Sets a cookie that lasts 30 days from its last use. Programs send a token instead.',
    tag: 'Session',
    access: 'everybody',
    body: z.object({
      name: z
        .string()
        .max(200)
        .meta({ examples: ['maria'] }),
      password: z
        .string()
        .max(1000)
        .meta({ examples: ['orbit lantern pewter seventeen'] }),
    }),
    reply: z.object({}),
    mostPerMinute: 10,
    hasSecrets: true,
  },
  showPasswordLink: {
    method: 'POST',
    path: '/api/password-links/show',
    summary: 'What a link to choose a password is for, without using it up',
    tag: 'Session',
    access: 'everybody',
    body: z.object({ secret }),
    reply: z.object({
      purpose: z.enum(['setPassword', 'firstAdministrator']),
      userName: z.string().nullable().describe('Whose password it sets; null: of who names themselves with it'),
      suggestedName: z.string().describe('For who names themselves'),
    }),
    mostPerMinute: 30,
    hasSecrets: true,
  },
  choosePassword: {
    method: 'POST',
    path: '/api/password-links/use',
    summary: 'Choose a password with a link, and sign in; all other sessions end',
    tag: 'Session',
    access: 'everybody',
    body: z.object({
      secret,
      userName: z.string().max(200).nullable().describe('Of the first administrator; else null'),
      password: z
        .string()
        .max(1000)
        .meta({ examples: ['orbit lantern pewter seventeen'] }),
    }),
    reply: z.object({}),
    mostPerMinute: 10,
    hasSecrets: true,
  },
  signOut: {
    method: 'POST',
    path: '/api/sign-out',
    summary: 'Sign out in this browser',
    tag: 'Session',
    access: 'everybody',
    reply: z.object({}),
  },
})
