import { z } from 'zod'
import { bulkRemarkReplySchema, bulkRemarkSchema } from '../bulkRemarks.ts'
import { commentSchema, maxCommentLength } from '../comment.ts'
import { favouriteSchema } from '../favourite.ts'
import { maxFavouriteLength, maxTagLength, sourceRemarksSchema } from '../sourceRemarks.ts'
import { endpoints } from './endpoint.ts'
import { runParams } from './runs.ts'

const common = { tag: 'Sources', access: 'signedIn' } as const
const sourceParams = runParams.extend({ source: z.coerce.number().int().min(0) })
const tagParams = sourceParams.extend({ tag: z.string().trim().min(1).max(maxTagLength) })
const path = '/api/runs/:run/sources/:source'

export const sourceRemarksEndpoints = endpoints({
  listFavourites: {
    ...common,
    method: 'GET',
    path: '/api/favourites',
    summary: 'Your favourites, newest first',
    reply: z.object({ favourites: z.array(favouriteSchema) }),
  },
  showSourceRemarks: {
    ...common,
    method: 'GET',
    path: `${path}/remarks`,
    summary: 'Comments, tags and your favourite mark of a source',
    params: sourceParams,
    reply: sourceRemarksSchema,
  },
  remarkOnMany: {
    ...common,
    method: 'POST',
    path: '/api/sources/remarks',
    summary: 'Tag the sources of a query, or make them favourites',
    description: 'All of its result, or those that are named; all are changed or none.',
    body: bulkRemarkSchema,
    reply: bulkRemarkReplySchema,
  },
  listTags: {
    ...common,
    method: 'GET',
    path: '/api/runs/:run/tags',
    summary: 'The tags that sources of a run have',
    params: runParams,
    reply: z.object({ tags: z.array(z.string()) }),
  },
  addSourceComment: {
    ...common,
    method: 'POST',
    path: `${path}/comments`,
    summary: 'Comment on a source',
    params: sourceParams,
    body: z.object({ text: z.string().trim().min(1).max(maxCommentLength) }),
    status: 201,
    reply: commentSchema,
  },
  deleteSourceComment: {
    ...common,
    method: 'DELETE',
    path: `${path}/comments/:comment`,
    summary: 'Delete a comment of your own',
    params: sourceParams.extend({ comment: z.uuid() }),
    reply: z.object({ id: z.string() }),
  },
  tagSource: {
    ...common,
    method: 'PUT',
    path: `${path}/tags/:tag`,
    summary: 'Tag a source',
    params: tagParams,
    reply: sourceRemarksSchema,
  },
  untagSource: {
    ...common,
    method: 'DELETE',
    path: `${path}/tags/:tag`,
    summary: 'Take your tag from a source',
    params: tagParams,
    reply: sourceRemarksSchema,
  },
  markFavourite: {
    ...common,
    method: 'PUT',
    path: `${path}/favourite`,
    summary: 'Make a source a favourite of yours',
    params: sourceParams,
    body: z.object({ text: z.string().trim().max(maxFavouriteLength).default('') }),
    reply: sourceRemarksSchema,
  },
  unmarkFavourite: {
    ...common,
    method: 'DELETE',
    path: `${path}/favourite`,
    summary: 'Make a source no favourite any more',
    params: sourceParams,
    reply: sourceRemarksSchema,
  },
})
