import type { exportsEndpoints } from '../../../app/contract/api/exports.ts'
import { requestExport } from '../../../app/export/requestExport.ts'
import { listRunFiles, openRunFile } from '../../../app/export/runFiles.ts'
import type { Routes } from '../routes.ts'
import { onRun } from './onRun.ts'
import { sendFile } from './sendFile.ts'

export const exportsRoutes: Routes<typeof exportsEndpoints> = {
  listRunFiles: ({ halley, params, query }) => onRun(halley, params.run, (run) => listRunFiles(halley, run, query.version)),
  downloadRunFile: ({ halley, params, query, reply }) =>
    onRun<unknown>(halley, params.run, async (run) => {
      const file = await openRunFile(halley, run, params.file, query.version)
      return file.ok ? sendFile(reply, { ...file.value, name: params.file, type: 'application/octet-stream' }) : file
    }),
  exportRun: ({ halley, params, body }) => onRun(halley, params.run, (run) => requestExport(halley, run, body)),
}
