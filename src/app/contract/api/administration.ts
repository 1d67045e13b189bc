import { endpoints } from './endpoint.ts'

export const administrationEndpoints = endpoints({})
