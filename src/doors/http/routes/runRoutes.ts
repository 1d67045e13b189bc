import type { runEndpoints } from '../../../app/contract/api/runs.ts'
import { checkRunName, createRunIn } from '../../../app/runs/createRunIn.ts'
import { deletedConfiguration } from '../../../app/runs/deletedConfiguration.ts'
import { listRuns } from '../../../app/runs/listRuns.ts'
import { runStatus } from '../../../app/runs/runStatus.ts'
import { copiedSettings, copyNamedRun } from '../../../app/versions/copyRun.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

export const runRoutes: Routes<typeof runEndpoints> = {
  listRuns: ({ halley, query }) => listRuns(halley, query),
  showRun: async ({ halley, params }) => {
    const runs = await runStatus(halley, [params.run])
    if (!runs.ok) return runs
    const [run] = runs.value
    if (!run) throw new Error(`Run ${params.run} was found and is not there`)
    return success(run)
  },
  checkRunName: ({ halley, params }) => checkRunName(halley, params.name),
  createRun: ({ halley, body }) => createRunIn(halley, body),
  copyRun: ({ halley, params, body: { newName, changes } }) =>
    copyNamedRun(halley, params.run, { newName, changes: changes.map(({ setting, value }) => [setting, value] as const) }),
  showRunSettings: ({ halley, params }) => copiedSettings(halley, params.run),
  showDeletedConfiguration: async ({ halley, params }) => {
    const configText = await deletedConfiguration(halley, params.run)
    return configText.ok ? success({ configText: configText.value }) : configText
  },
}
