import type { runLogsEndpoints } from '../../../app/contract/api/runLogs.ts'
import { listRunLogs, openRunLogFile, readRunLog } from '../../../app/logs/runLogs.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'
import { onRun } from './onRun.ts'
import { sendFile } from './sendFile.ts'

interface AskedPlace {
  readonly from?: number | undefined
  readonly before?: number | undefined
}

function placeOf({ from, before }: AskedPlace) {
  if (from !== undefined) return { from }
  return before === undefined ? null : { before }
}

export const runLogsRoutes: Routes<typeof runLogsEndpoints> = {
  listLogs: ({ halley, params }) =>
    onRun(halley, params.run, async (run) => {
      const logs = await listRunLogs(halley, run)
      return logs.ok ? success({ logs: logs.value }) : logs
    }),
  readLog: ({ halley, params, query }) => onRun(halley, params.run, (run) => readRunLog(halley, run, params.log, placeOf(query))),
  downloadLog: ({ halley, params, reply }) =>
    onRun<unknown>(halley, params.run, async (run) => {
      const file = await openRunLogFile(halley, run, params.log)
      return file.ok ? sendFile(reply, { ...file.value, name: params.log, type: 'text/plain; charset=utf-8' }) : file
    }),
}
