import { endpoints } from './endpoint.ts'

export const operationsEndpoints = endpoints({})
