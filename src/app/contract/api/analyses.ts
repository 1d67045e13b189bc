import { endpoints } from './endpoint.ts'

export const analysesEndpoints = endpoints({})
