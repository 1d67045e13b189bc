import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import type { AssociationOutcome } from '../../pipeline/association/associate.ts'
import { associate } from '../../pipeline/association/associate.ts'
import { mergeGroups } from '../../pipeline/association/mergeGroups.ts'
import type { AssociationSettings } from '../../pipeline/association/settings.ts'
import { groupDetections, skyGroups } from '../../pipeline/association/skyGroups.ts'
import type { Detections, EpochImage } from '../../pipeline/detections.ts'
import type { TaskPool } from '../workers/taskPool.ts'

export interface AssociationInput {
  readonly detections: Detections
  readonly images: readonly EpochImage[]
  readonly settings: AssociationSettings
  /** Whether groups of the sky that do not touch go to threads of their own. The result is the same. */
  readonly parallel: boolean
}

/** Associates the detections of a run, group by group on threads where that is wanted and there is more than one group. */
export async function associateImages(input: AssociationInput, pool: TaskPool): Promise<Result<AssociationOutcome>> {
  const { detections, images, settings } = input
  const groups = input.parallel ? skyGroups(detections, images, settings) : []
  if (groups.length < 2) return success(associate(detections, images, settings))
  const plainImages = images.map(({ image, epoch }) => ({ image, epoch }))
  const outcomes = await Promise.all(
    groups.map((group) => pool.run('associateGroup', { detections: groupDetections(detections, group), images: plainImages, settings })),
  )
  const parts = []
  for (const [index, group] of groups.entries()) {
    const outcome = outcomes[index]
    if (!outcome) throw new Error('Each group has an outcome.')
    if (!outcome.ok) return outcome
    parts.push({ group, outcome: outcome.value })
  }
  return success(mergeGroups(parts, detections.count))
}
