import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { operationViewSchema } from './operation.ts'

/** What a change is of: the kinds of items, and what is no item. */
export const liveTopics = ['project', 'run', 'sample', 'analysis', 'image', 'trash', 'user', 'token', 'settings'] as const

export type LiveTopic = (typeof liveTopics)[number]

const changedSchema = z.object({
  topics: z.array(z.enum(liveTopics)).describe('What kinds of things changed: their lists are to be read again'),
  items: z.array(z.object({ kind: z.string(), id: z.string(), name: z.string() })).describe('Which, of those that you may see'),
  isWide: z.boolean().describe('Whether any of these kinds may have changed: with a project, what is in it; or too many to name'),
  part: z.string().nullable().describe('What of the items changed, such as `comments`; null: anything'),
})

/** Something changed, whoever changed it. */
export type Changed = Frozen<z.output<typeof changedSchema>>

const noticedSchema = z.object({
  unread: z.number().describe('How many notices you have not read'),
  newest: z.object({ id: z.string(), words: z.string() }).nullable().describe('The one that just came'),
})

/** A notice came, or was read. */
export type Noticed = Frozen<z.output<typeof noticedSchema>>

/** The events of the stream by name, with what they carry. */
export const liveEventSchemas = {
  /** The first of each stream: what is read from now on is kept up to date. */
  ready: z.object({}),
  /** What came since is not known any more: read everything again. */
  reset: z.object({}),
  changed: changedSchema,
  operation: operationViewSchema,
  notice: noticedSchema,
} as const

export type LiveEventName = keyof typeof liveEventSchemas

/** An event by its name, or any. */
export type LiveEvent<Name extends LiveEventName = LiveEventName> = {
  readonly [N in Name]: { readonly name: N; readonly data: Frozen<z.output<(typeof liveEventSchemas)[N]>> }
}[Name]
