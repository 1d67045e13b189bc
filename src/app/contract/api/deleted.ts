import { endpoints } from './endpoint.ts'

export const deletedEndpoints = endpoints({})
