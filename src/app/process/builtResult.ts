import type { Associations, Detections } from '../../pipeline/detections.ts'
import type { NewSources } from '../../pipeline/newSources/newSources.ts'
import type { ForcedPoints } from '../../pipeline/statistics/lightCurves.ts'
import type { BuildInput, BuiltResult } from './science.ts'

interface Counted {
  readonly detections: Pick<Detections, 'count'>
  readonly associations: Pick<Associations, 'sourceCount' | 'relationFrom'>
  readonly forced: ForcedPoints
  readonly newSources: NewSources
  readonly nextSourceId: number
}

/** What is told of a result, beside its tables. */
export function builtResult(
  { images, ledger }: BuildInput,
  { detections, associations, forced, newSources, nextSourceId }: Counted,
): BuiltResult {
  const counts = {
    images: images.length,
    detections: detections.count,
    forced: forced.count,
    sources: associations.sourceCount,
    newSources: newSources.isNew.reduce((sum, flag) => sum + flag, 0),
    relations: associations.relationFrom.length,
  }
  return { counts, nextSourceId, forcedCount: ledger.forcedCount + forced.count }
}
