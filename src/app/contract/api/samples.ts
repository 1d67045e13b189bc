import { endpoints } from './endpoint.ts'

export const samplesEndpoints = endpoints({})
