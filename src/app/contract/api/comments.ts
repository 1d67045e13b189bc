import { z } from 'zod'
import { commentSchema, maxCommentLength } from '../comment.ts'
import { endpoints } from './endpoint.ts'
import { itemParams } from './items.ts'
import { runParams } from './runs.ts'

const common = { tag: 'Comments', access: 'signedIn' } as const

export const commentsEndpoints = endpoints({
  listComments: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/comments',
    summary: 'The comments on a run, oldest first',
    params: runParams,
    reply: z.object({ comments: z.array(commentSchema), mayComment: z.boolean() }),
  },
  addComment: {
    ...common,
    method: 'POST',
    path: '/api/runs/:run/comments',
    summary: 'Comment on a run',
    params: runParams,
    body: z.object({ text: z.string().trim().min(1).max(maxCommentLength) }),
    status: 201,
    reply: commentSchema,
  },
  deleteComment: {
    ...common,
    method: 'DELETE',
    path: '/api/runs/:run/comments/:comment',
    summary: 'Delete a comment of your own',
    params: runParams.extend({ comment: z.uuid() }),
    reply: z.object({ id: z.string() }),
  },
  listItemComments: {
    ...common,
    method: 'GET',
    path: '/api/items/:item/comments',
    summary: 'The comments on an item of any kind, oldest first',
    params: itemParams,
    reply: z.object({ comments: z.array(commentSchema), mayComment: z.boolean() }),
  },
  addItemComment: {
    ...common,
    method: 'POST',
    path: '/api/items/:item/comments',
    summary: 'Comment on an item of any kind',
    params: itemParams,
    body: z.object({ text: z.string().trim().min(1).max(maxCommentLength) }),
    status: 201,
    reply: commentSchema,
  },
  deleteItemComment: {
    ...common,
    method: 'DELETE',
    path: '/api/items/:item/comments/:comment',
    summary: 'Delete a comment of your own',
    params: itemParams.extend({ comment: z.uuid() }),
    reply: z.object({ id: z.string() }),
  },
})
