import { basename } from 'node:path'
import type { versionsEndpoints } from '../../../app/contract/api/versions.ts'
import { compareVersions, compareVersionSources } from '../../../app/versions/compareVersions.ts'
import { listVersions } from '../../../app/versions/listVersions.ts'
import { restorePlan } from '../../../app/versions/restorePlan.ts'
import { revertVersion } from '../../../app/versions/revertVersion.ts'
import { exportChanges } from '../../../app/versions/exportChanges.ts'
import { changePoints, listChanges } from '../../../app/versions/versionChanges.ts'
import { planPruning, setVersionRule, trashVersions } from '../../../app/versions/trashVersions.ts'
import { success } from '../../../fault/fault.ts'
import { endingOfTable } from '../../../app/contract/tableFile.ts'
import { announceStream } from '../announceFile.ts'
import type { Routes } from '../routes.ts'
import { onRun } from './onRun.ts'

export const versionsRoutes: Routes<typeof versionsEndpoints> = {
  listVersions: ({ halley, params }) =>
    onRun(halley, params.run, async (run) => {
      const versions = await listVersions(halley, run)
      return versions.ok ? success({ versions: versions.value, keepLast: run.keepVersions }) : versions
    }),
  previewRestore: ({ halley, params, query }) => onRun(halley, params.run, (run) => restorePlan(halley, run, query.to ?? null)),
  restoreRun: ({ halley, params, body }) =>
    onRun(halley, params.run, async (run) => {
      const restored = await revertVersion(halley, run, body)
      return restored.ok ? success({ ...restored.value, log: basename(restored.value.logPath) }) : restored
    }),
  compareVersions: ({ halley, params, query }) => onRun(halley, params.run, (run) => compareVersions(halley, run, query)),
  compareSources: ({ halley, params, query }) => onRun(halley, params.run, (run) => compareVersionSources(halley, run, query)),
  listChanges: ({ halley, params, query }) => onRun(halley, params.run, (run) => listChanges(halley, run, query)),
  exportChanges: ({ halley, params, query, reply }) =>
    onRun(halley, params.run, async (run) => {
      const content = await exportChanges(halley, run, query)
      if (content.ok) announceStream(reply, `${run.name}_v${query.from}_v${query.to}_${query.kind}.${endingOfTable[query.format]}`)
      return content
    }),
  showChangePoints: ({ halley, params, query }) => onRun(halley, params.run, (run) => changePoints(halley, run, query)),
  planVersionRule: ({ halley, params, query }) =>
    onRun(halley, params.run, async (run) => success(await planPruning(halley, run, query.keepLast))),
  setVersionRule: ({ halley, params, body }) => onRun(halley, params.run, (run) => setVersionRule(halley, run, body.keepLast)),
  trashVersions: ({ halley, params, body }) => onRun(halley, params.run, (run) => trashVersions(halley, run, body.versions, body.reason)),
}
