import { endpoints } from './endpoint.ts'

export const accountEndpoints = endpoints({})
