import { endpoints } from './endpoint.ts'

export const eventsEndpoints = endpoints({})
