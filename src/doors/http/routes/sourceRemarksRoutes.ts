import type { sourceRemarksEndpoints } from '../../../app/contract/api/sourceRemarks.ts'
import { listFavourites } from '../../../app/remarks/listFavourites.ts'
import {
  commentOnSource,
  listTags,
  markFavourite,
  showSourceRemarks,
  tagSource,
  unmarkFavourite,
  untagSource,
  withdrawSourceComment,
} from '../../../app/remarks/sourceRemarks.ts'
import { remarkOnMany } from '../../../app/remarks/remarkOnMany.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

export const sourceRemarksRoutes: Routes<typeof sourceRemarksEndpoints> = {
  listFavourites: async ({ halley }) => {
    const favourites = await listFavourites(halley)
    return favourites.ok ? success({ favourites: favourites.value }) : favourites
  },
  showSourceRemarks: ({ halley, params }) => showSourceRemarks(halley, params),
  remarkOnMany: ({ halley, body }) => remarkOnMany(halley, body),
  listTags: async ({ halley, params }) => {
    const tags = await listTags(halley, params.run)
    return tags.ok ? success({ tags: tags.value }) : tags
  },
  addSourceComment: ({ halley, params, body }) => commentOnSource(halley, params, body.text),
  deleteSourceComment: ({ halley, params }) => withdrawSourceComment(halley, params, params.comment),
  tagSource: ({ halley, params }) => tagSource(halley, params, params.tag),
  untagSource: ({ halley, params }) => untagSource(halley, params, params.tag),
  markFavourite: ({ halley, params, body }) => markFavourite(halley, params, body.text),
  unmarkFavourite: ({ halley, params }) => unmarkFavourite(halley, params),
}
