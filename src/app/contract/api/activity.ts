import { endpoints } from './endpoint.ts'

export const activityEndpoints = endpoints({})
