import { endpoints } from './endpoint.ts'

export const exportsEndpoints = endpoints({})
