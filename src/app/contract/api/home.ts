import { endpoints } from './endpoint.ts'

export const homeEndpoints = endpoints({})
