import { endpoints } from './endpoint.ts'

export const commentsEndpoints = endpoints({})
