import { z } from 'zod'
import type { ItemKind, MemberRole } from '../../lifecycle/state.ts'
import type { Frozen } from './api/endpoint.ts'
import { allowedCommandSchema } from './runStatus.ts'

const kinds = ['project', 'run', 'sample', 'analysis'] as const satisfies readonly ItemKind[]

export const itemKindSchema = z.enum(kinds)

export const memberRoleSchema = z.enum(['viewer', 'editor'] as const satisfies readonly MemberRole[])

export const shareSchema = z.object({ user: z.string(), role: memberRoleSchema })

/** Whom something is shared with, by name. */
export type Share = Frozen<z.output<typeof shareSchema>>

/** How long the description of an item may be, in characters. */
export const maxDescriptionLength = 240

export const itemViewSchema = z.object({
  id: z.string(),
  kind: itemKindSchema,
  name: z.string(),
  owner: z.string(),
  projectId: z.string().nullable().describe('The project that it is in; null for a project'),
  project: z.string().nullable().describe('The name of that project'),
  words: z.string().describe('What it is doing, or where it is, as a screen says it'),
  shares: z.array(shareSchema).describe('The members of a project, the readers of anything else'),
  actions: z.array(allowedCommandSchema).describe('What you may do now to it, in the order of the buttons'),
})

/** An item of any kind, with whom it is shared and what the user may do to it. */
export type ItemView = Frozen<z.output<typeof itemViewSchema>>

export const movedSchema = z.object({
  project: z.object({ id: z.string(), name: z.string() }).describe('Where the items are now'),
  items: z
    .array(z.object({ id: z.string(), name: z.string(), fromProjectId: z.string() }))
    .describe('Each with the project that it was in'),
})

/** What was moved, with what it takes to move it back. */
export type Moved = Frozen<z.output<typeof movedSchema>>
