import { endpoints } from './endpoint.ts'

export const itemsEndpoints = endpoints({})
