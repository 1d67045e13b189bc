import type { runEndpoints } from '../../../app/contract/api/runs.ts'
import { runStatus } from '../../../app/runs/runStatus.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

export const runRoutes: Routes<typeof runEndpoints> = {
  listRuns: async ({ halley }) => {
    const runs = await runStatus(halley, ['all'])
    return runs.ok ? success({ runs: runs.value }) : runs
  },
  showRun: async ({ halley, params }) => {
    const runs = await runStatus(halley, [params.run])
    if (!runs.ok) return runs
    const [run] = runs.value
    if (!run) throw new Error(`Run ${params.run} was found and is not there`)
    return success(run)
  },
}
