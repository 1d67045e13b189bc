import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { itemKindSchema } from './item.ts'

export const userSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  account: z.string().nullable().describe('Account of the operating system that acts as them; null: none, tokens alone'),
  isActive: z.boolean(),
  isAdministrator: z.boolean(),
  createdUtc: z.string(),
})

/** A user as lists show them. */
export type UserSummary = Frozen<z.output<typeof userSummarySchema>>

export const storageLimitSchema = z.object({
  maxBytes: z.number().describe('What a user may keep on the disk; 0: any amount'),
  isOwn: z.boolean().describe('Whether it was set for this user, rather than for all'),
})

export type StorageLimit = Frozen<z.output<typeof storageLimitSchema>>

export const userRecordSchema = userSummarySchema.extend({
  email: z.string().nullable(),
  canSignIn: z.boolean().describe('With a password, or through another provider'),
  seenUtc: z.string().nullable().describe('When they were last on the site, of those who are signed in'),
  owns: z
    .object({ projects: z.number(), runs: z.number(), samples: z.number(), analyses: z.number() })
    .describe('What is theirs, the Trash included, their personal project not'),
  storedBytes: z.number().describe('All that is theirs on the disk, what they share with others included, the Trash too'),
  storageLimit: storageLimitSchema,
  frees: z.number().describe('Bytes that deleting all of it permanently, one by one, would free'),
})

/** A user as administrators see them. */
export type UserRecord = Frozen<z.output<typeof userRecordSchema>>

const versionUsageSchema = z.object({
  version: z.number(),
  place: z.enum(['live', 'trashed', 'purging', 'purged']),
  bytes: z.number().describe('Of its result, which other versions may show too'),
  freesBytes: z.number().describe('What deleting it alone would free: nothing of a result that another version shows'),
})

export type VersionUsage = Frozen<z.output<typeof versionUsageSchema>>

export const itemUsageSchema = z.object({
  kind: itemKindSchema,
  id: z.string(),
  name: z.string(),
  owner: z.string(),
  words: z.string().describe('As a screen says it: Completed, In trash'),
  ownBytes: z.number().describe('Its own files: the results of all its kept versions, the tables of a sample or an analysis'),
  imageBytes: z.number().describe('Measurements of the images that it uses, which others may use too'),
  freesBytes: z.number().describe('What a purge of it alone would free: its own files, and images that nothing else holds'),
})

/** What an item takes on the disk, in bytes. */
export type ItemUsage = Frozen<z.output<typeof itemUsageSchema>>

export const storageSchema = z.object({
  totalBytes: z.number().describe('Everything counted once: what the store takes, the Trash included'),
  items: z.array(itemUsageSchema.extend({ versions: z.array(versionUsageSchema).describe('Of a run, newest first') })),
})

export type Storage = Frozen<z.output<typeof storageSchema>>

export const workerViewSchema = z.object({
  name: z.string(),
  host: z.string(),
  process: z.number(),
  queues: z.array(z.string()).nullable().describe('The queues that it takes from; null: all'),
  concurrency: z.number().describe('Operations that it does at once'),
  threads: z.number().describe('Threads of an operation that does not say how many'),
  startedUtc: z.string(),
  job: z.string().nullable().describe('What it is to the queue of a cluster, such as `slurm 17`'),
  isThere: z.boolean().describe('Whether it said lately that it is'),
  worksOn: z.array(z.object({ id: z.string(), kind: z.string() })).describe('Operations'),
})

export type WorkerView = Frozen<z.output<typeof workerViewSchema>>

export const limitsSchema = z.object({
  maxProcessings: z.number().describe('Processings at work at once, over all hosts; 0: any number'),
  maxOperationsPerUser: z.number().describe('Operations of one user at work at once; 0: any number'),
  maxBytesPerUser: z.number().describe('What a user may keep on the disk who has no limit of their own; 0: any amount'),
  leaseMs: z.number().describe('How long a worker of another host that says nothing is taken to be alive'),
})
