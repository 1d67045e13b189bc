import { endpoints } from './endpoint.ts'

export const holdsEndpoints = endpoints({})
