import type { projectsEndpoints } from '../../../app/contract/api/projects.ts'
import type { Routes } from '../routes.ts'

export const projectsRoutes: Routes<typeof projectsEndpoints> = {}
