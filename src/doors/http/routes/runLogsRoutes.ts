import type { runLogsEndpoints } from '../../../app/contract/api/runLogs.ts'
import type { Routes } from '../routes.ts'

export const runLogsRoutes: Routes<typeof runLogsEndpoints> = {}
