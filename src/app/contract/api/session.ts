import { z } from 'zod'
import { endpoints } from './endpoint.ts'

/** Who is signed in, and what kind of server this is. */
export const sessionSchema = z.object({
  user: z.object({ id: z.string(), name: z.string(), isAdministrator: z.boolean() }),
  /** `laptop`: one user, on this machine; `server`: accounts. */
  mode: z.enum(['laptop', 'server']),
  version: z.string(),
  /** What administrators tell everybody; empty where there is nothing. */
  announcement: z.string(),
})

export const sessionEndpoints = endpoints({
  showSession: {
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in',
    tag: 'Session',
    access: 'signedIn',
    reply: sessionSchema,
  },
})
