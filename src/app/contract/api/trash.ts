import { endpoints } from './endpoint.ts'

export const trashEndpoints = endpoints({})
