import { endpoints } from './endpoint.ts'

export const processingEndpoints = endpoints({})
