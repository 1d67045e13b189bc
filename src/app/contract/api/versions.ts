import { endpoints } from './endpoint.ts'

export const versionsEndpoints = endpoints({})
