import type { projectsEndpoints } from '../../../app/contract/api/projects.ts'
import { createProject } from '../../../app/projects/createProject.ts'
import { listProjects, showProject } from '../../../app/projects/listProjects.ts'
import { setRetentionOf } from '../../../app/projects/setRetention.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

export const projectsRoutes: Routes<typeof projectsEndpoints> = {
  listProjects: async ({ halley }) => {
    const projects = await listProjects(halley)
    return projects.ok ? success({ projects: projects.value }) : projects
  },
  showProject: ({ halley, params }) => showProject(halley, params.project),
  createProject: async ({ halley, body }) => {
    const created = await createProject(halley, body)
    return created.ok ? success({ id: created.value.id, name: created.value.name }) : created
  },
  setProjectRetention: async ({ halley, params, body }) => {
    const days = await setRetentionOf(halley, params.project, body.days)
    return days.ok ? success({ days: days.value }) : days
  },
}
