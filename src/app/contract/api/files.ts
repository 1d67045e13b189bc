import { endpoints } from './endpoint.ts'

export const filesEndpoints = endpoints({})
