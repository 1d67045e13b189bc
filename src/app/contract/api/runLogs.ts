import { endpoints } from './endpoint.ts'

export const runLogsEndpoints = endpoints({})
