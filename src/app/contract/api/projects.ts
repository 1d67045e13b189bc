import { z } from 'zod'
import { projectDetailsSchema, projectSummarySchema } from '../project.ts'
import { endpoints } from './endpoint.ts'

const projectParams = z.object({ project: z.string().describe('Name or id of a project') })

const tag = 'Projects'

export const projectsEndpoints = endpoints({
  listProjects: {
    method: 'GET',
    path: '/api/projects',
    summary: 'The projects that you may read, by name',
    tag,
    access: 'signedIn',
    reply: z.object({ projects: z.array(projectSummarySchema) }),
  },
  showProject: {
    method: 'GET',
    path: '/api/projects/:project',
    summary: 'One project with its members and what is live in it',
    tag,
    access: 'signedIn',
    params: projectParams,
    reply: projectDetailsSchema,
  },
  createProject: {
    method: 'POST',
    path: '/api/projects',
    summary: 'Make a project of your own, without members',
    description: '`name.taken` comes with a name that is free, in `data.proposedName`.',
    tag,
    access: 'signedIn',
    body: z.strictObject({ name: z.string(), description: z.string().default('').describe('At most 240 characters') }),
    reply: z.object({ id: z.string(), name: z.string() }),
    status: 201,
  },
  setProjectRetention: {
    method: 'PUT',
    path: '/api/projects/:project/retention',
    summary: 'Set how long what goes to the Trash of a project from now on stays there',
    tag,
    access: 'signedIn',
    params: projectParams,
    body: z.strictObject({ days: z.number().nullable().describe('0: until somebody deletes it; null: as the server is set') }),
    reply: z.object({ days: z.number().describe('What holds now') }),
  },
})
