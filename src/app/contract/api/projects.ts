import { endpoints } from './endpoint.ts'

export const projectsEndpoints = endpoints({})
