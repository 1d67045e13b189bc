import { endpoints } from './endpoint.ts'

export const plansEndpoints = endpoints({})
