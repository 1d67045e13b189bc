import type { commentsEndpoints } from '../../../app/contract/api/comments.ts'
import type { Routes } from '../routes.ts'

export const commentsRoutes: Routes<typeof commentsEndpoints> = {}
