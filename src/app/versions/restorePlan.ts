import { success, type Result } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import type { RestorePlan } from '../contract/version.ts'
import type { Halley } from '../halley.ts'
import { damagedFault } from './damagedFault.ts'
import { previewRevert } from './previewRevert.ts'

/** What Restore Run would do, with what would be in its way. @returns the refusals of `previewRevert` */
export async function restorePlan(halley: Halley, run: RunRow, to: number | null): Promise<Result<RestorePlan>> {
  const preview = await previewRevert(halley, run, to)
  if (!preview.ok) return preview
  const { target } = preview.value
  const version = await findVersion(halley.store.catalogue, run.id, target)
  if (!version) throw new Error(`Version ${target} of run ${run.id} was found and is not there`)
  const obstacle = await damagedFault(halley.store, run, target, version.resultId)
  return success({ ...preview.value, obstacle: obstacle && { code: obstacle.code, message: obstacle.message, hint: obstacle.hint } })
}
