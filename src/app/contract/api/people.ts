import { endpoints } from './endpoint.ts'

export const peopleEndpoints = endpoints({})
