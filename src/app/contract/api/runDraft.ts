import { endpoints } from './endpoint.ts'

export const runDraftEndpoints = endpoints({})
