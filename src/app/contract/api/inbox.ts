import { endpoints } from './endpoint.ts'

export const inboxEndpoints = endpoints({})
