import { z } from 'zod'
import {
  limitsSchema,
  storageLimitSchema,
  storageSchema,
  userRecordSchema,
  userSummarySchema,
  workerViewSchema,
} from '../administration.ts'
import { shownPlanSchema } from '../plan.ts'
import { endpoints } from './endpoint.ts'

/* All of it is for administrators: others get 403. */

const tag = 'Administration'
const access = 'signedIn'
const base = '/api/administration'

const params = z.object({ user: z.string().describe('Name or id of a user') })
const name = z
  .string()
  .max(200)
  .meta({ examples: ['maria'] })
const passwordLink = z.object({
  userName: z.string(),
  url: z.string().describe('To give to the user; it is shown this once'),
  expiresUtc: z.string(),
})

const users = endpoints({
  listUsers: {
    method: 'GET',
    path: `${base}/users`,
    summary: 'All users, with what they own',
    tag,
    access,
    reply: z.object({ users: z.array(userRecordSchema) }),
  },
  addUser: {
    method: 'POST',
    path: `${base}/users`,
    summary: 'Add a user',
    description: 'Make a password link for them next, unless they sign in through a provider or use tokens alone.',
    tag,
    access,
    status: 201,
    body: z.object({
      name,
      account: z.string().max(200).nullable().default(null).describe('Account of the operating system that acts as them'),
      isAdministrator: z.boolean().default(false),
    }),
    reply: userSummarySchema,
  },
  renameUser: {
    method: 'POST',
    path: `${base}/users/:user/rename`,
    summary: 'Rename a user',
    tag,
    access,
    params,
    body: z.object({ name }),
    reply: userSummarySchema,
  },
  setActive: {
    method: 'PUT',
    path: `${base}/users/:user/active`,
    summary: 'Deactivate a user, or let them in again',
    description: 'A deactivated user may do nothing. What is theirs stays theirs, and work of theirs goes on.',
    tag,
    access,
    params,
    body: z.object({ isActive: z.boolean() }),
    reply: userSummarySchema,
  },
  setAdministrator: {
    method: 'PUT',
    path: `${base}/users/:user/administrator`,
    summary: 'Make a user administrator, or take that from them; one is always left',
    tag,
    access,
    params,
    body: z.object({ isAdministrator: z.boolean() }),
    reply: userSummarySchema,
  },
  makePasswordLink: {
    method: 'POST',
    path: `${base}/users/:user/password-link`,
    summary: 'Make a link by which a user chooses a password; earlier ones end',
    tag,
    access,
    params,
    reply: passwordLink,
    hasSecrets: true,
  },
  setStorageLimit: {
    method: 'PUT',
    path: `${base}/users/:user/storage-limit`,
    summary: 'Set how much a user may keep on the disk',
    description: 'Who keeps that much or more starts nothing that adds to it, until something is deleted permanently.',
    tag,
    access,
    params,
    body: z.object({ maxBytes: z.number().int().min(0).nullable().describe('0: any amount; null: what holds for every user') }),
    reply: storageLimitSchema,
  },
  giveEverything: {
    method: 'POST',
    path: `${base}/users/:user/give-everything`,
    summary: 'Make another user the owner of all that this one has',
    tag,
    access,
    params,
    body: z.object({ to: name, reason: z.string().max(1000) }),
    reply: z.object({
      from: z.string(),
      to: z.string(),
      given: z.object({ project: z.number(), run: z.number(), sample: z.number(), analysis: z.number() }),
      inTrash: z.number().describe('How many of these are in Trash'),
      images: z.number().describe('Images that were ingested by themselves'),
    }),
  },
})

const store = endpoints({
  showStorage: { method: 'GET', path: `${base}/storage`, summary: 'What everything takes on the disk', tag, access, reply: storageSchema },
  showRetention: {
    method: 'GET',
    path: `${base}/retention`,
    summary: 'How long things stay in Trash, and what is due',
    tag,
    access,
    reply: z.object({
      days: z.number().describe('Of projects that do not say so themselves; 0: until somebody deletes it'),
      due: shownPlanSchema.nullable().describe('Everything that is due now'),
      stopped: z
        .object({ because: z.enum(['clock', 'many', 'noReferences']), words: z.string(), administratorMayRelease: z.boolean() })
        .nullable()
        .describe('Why nothing of it is purged'),
    }),
  },
  setRetention: {
    method: 'PUT',
    path: `${base}/retention`,
    summary: 'Set how long what is trashed from now on stays in Trash',
    tag,
    access,
    body: z.object({ days: z.number().meta({ examples: [30] }) }),
    reply: z.object({ days: z.number() }),
  },
  releaseSweep: {
    method: 'POST',
    path: `${base}/retention/release`,
    summary: 'Purge what is due although the sweep has stopped',
    tag,
    access,
    body: z.object({ reason: z.string().max(1000), planHash: z.string().describe('Of the plan that was shown') }),
    reply: z.object({ purgeIds: z.array(z.string()) }),
  },
  listWorkers: {
    method: 'GET',
    path: `${base}/workers`,
    summary: 'Workers, and what they work on',
    tag,
    access,
    reply: z.object({ workers: z.array(workerViewSchema) }),
  },
  showWorkerLog: {
    method: 'GET',
    path: `${base}/workers/log`,
    summary: 'The last lines that a worker wrote which is a job of a cluster',
    tag,
    access,
    query: z.object({
      job: z
        .string()
        .max(100)
        .meta({ examples: ['slurm 17'] }),
    }),
    reply: z.object({ lines: z.array(z.string()) }),
  },
  showLimits: { method: 'GET', path: `${base}/limits`, summary: 'How operations share the store', tag, access, reply: limitsSchema },
  changeLimits: {
    method: 'PATCH',
    path: `${base}/limits`,
    summary: 'Change how operations share the store',
    tag,
    access,
    body: z.object({
      maxProcessings: z.number().int().min(0).max(1000).optional(),
      maxOperationsPerUser: z.number().int().min(0).max(1000).optional(),
      maxBytesPerUser: z.number().int().min(0).optional(),
      leaseSeconds: z.number().int().min(1).max(86_400).optional(),
    }),
    reply: limitsSchema,
  },
  announce: {
    method: 'PUT',
    path: `${base}/announcement`,
    summary: 'Tell everybody something on every page; an empty text takes it away',
    tag,
    access,
    body: z.object({
      words: z
        .string()
        .max(5000)
        .meta({ examples: ['The server is down on Friday from 08:00 to 09:00 UTC.'] }),
    }),
    reply: z.object({ words: z.string() }),
  },
  verifyHistory: {
    method: 'POST',
    path: `${base}/history/verify`,
    summary: 'Compute the chain of the history again',
    description: '503 `audit.broken` where an event was changed or removed.',
    tag,
    access,
    body: z.object({ expectedHead: z.string().max(200).nullable().default(null).describe('A head that was noted earlier') }),
    reply: z.object({
      sealed: z.number().describe('Events that are sealed, and in order'),
      unsealed: z.number().describe('Events since then'),
      head: z.string().describe('Kept elsewhere, it proves later that nothing before it was changed'),
    }),
    mostPerMinute: 10,
  },
})

export const administrationEndpoints = endpoints({ ...users, ...store })
