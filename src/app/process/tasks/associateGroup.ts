import type { Result } from '../../../fault/fault.ts'
import { success } from '../../../fault/fault.ts'
import type { AssociationOutcome } from '../../../pipeline/association/associate.ts'
import { associate } from '../../../pipeline/association/associate.ts'
import type { DetectionPositions } from '../../../pipeline/association/detectionPositions.ts'
import type { AssociationSettings } from '../../../pipeline/association/settings.ts'
import type { EpochImage } from '../../../pipeline/detections.ts'

export interface AssociateTask {
  readonly detections: DetectionPositions
  readonly images: readonly EpochImage[]
  readonly settings: AssociationSettings
}

/** Associates the detections of one group of overlapping images. */
export function associateGroup({ detections, images, settings }: AssociateTask): Promise<Result<AssociationOutcome>> {
  return Promise.resolve(success(associate(detections, images, settings)))
}
