import { endpoints } from './endpoint.ts'

export const runContentsEndpoints = endpoints({})
