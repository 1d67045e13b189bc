import { z } from 'zod'
import { itemKindSchema, itemViewSchema, memberRoleSchema, movedSchema } from '../item.ts'
import { endpoints } from './endpoint.ts'

export const itemParams = z.object({ item: z.string().describe('Id of an item; or its name, or PROJECT/NAME, where one alone has it') })

const shareParams = itemParams.extend({ user: z.string().describe('The exact name of a user, or an id') })

const userReply = z.object({ user: z.string().describe('The name of the user') })

const tag = 'Items of any kind'

export const itemsEndpoints = endpoints({
  showItem: {
    method: 'GET',
    path: '/api/items/:item',
    summary: 'An item by id or name: whom it is shared with, what you may do to it now',
    description: 'Also one that is in Trash, for those who may restore it.',
    tag,
    access: 'signedIn',
    params: itemParams,
    query: z.object({ kind: itemKindSchema.optional().describe('Looks among those of one kind') }),
    reply: itemViewSchema,
  },
  renameItem: {
    method: 'PUT',
    path: '/api/items/:item/name',
    summary: 'Give an item another name',
    description: '`name.taken` comes with a name that is free, in `data.proposedName`.',
    tag,
    access: 'signedIn',
    params: itemParams,
    body: z.strictObject({ name: z.string() }),
    reply: z.object({ name: z.string() }),
  },
  describeItem: {
    method: 'PUT',
    path: '/api/items/:item/description',
    summary: 'Say what an item is for, instead of what was said before',
    tag,
    access: 'signedIn',
    params: itemParams,
    body: z.strictObject({ description: z.string().describe('At most 240 characters; empty for none') }),
    reply: z.object({ description: z.string() }),
  },
  moveItems: {
    method: 'POST',
    path: '/api/items/move',
    summary: 'Move runs, samples and analyses into a project: all of them, or none',
    tag,
    access: 'signedIn',
    body: z.strictObject({
      items: z.array(z.string()).min(1).max(1000).describe('Ids or names'),
      project: z.string().describe('Id or name of the project that they go to'),
    }),
    reply: movedSchema,
  },
  shareItem: {
    method: 'PUT',
    path: '/api/items/:item/shares/:user',
    summary: 'Share an item with a user, or change the role of a member of a project',
    tag,
    access: 'signedIn',
    params: shareParams,
    body: z.strictObject({ role: memberRoleSchema.default('viewer').describe('Editors are of projects alone') }),
    reply: userReply,
  },
  unshareItem: {
    method: 'DELETE',
    path: '/api/items/:item/shares/:user',
    summary: 'End what an item is shared with a user',
    tag,
    access: 'signedIn',
    params: shareParams,
    reply: userReply,
  },
  transferItem: {
    method: 'POST',
    path: '/api/items/:item/transfer',
    summary: 'Make another user the owner of an item; they are told',
    description: 'A project takes along all in it that is its owner’s, the Trash included. The old owner keeps no share in it.',
    tag,
    access: 'signedIn',
    params: itemParams,
    body: z.strictObject({ user: z.string().describe('The exact name of a user, or an id') }),
    reply: userReply,
  },
})
