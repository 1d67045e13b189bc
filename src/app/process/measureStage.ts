import { success } from '../../fault/fault.ts'
import type { ExpectedImages } from '../../pipeline/coverage/expectedImages.ts'
import type { Detections } from '../../pipeline/detections.ts'
import type { SourcePositions } from '../../pipeline/statistics/sourcePositions.ts'
import { forcedPoints } from './forcedPoints.ts'
import { FIRST_FORCED_ID } from './measurementId.ts'
import { measureMissing } from './measureMissing.ts'
import type { BuildInput } from './science.ts'
import type { Workplace } from './workplace.ts'

function fitsSummary(count: number, takenOver: number): string {
  return takenOver > 0 ? `${count} forced fits, ${takenOver} fits taken over` : `${count} forced fits`
}

/** Looks at all places where a source was missed, as a stage: what images say there, and the forced fits among it. */
export async function measureStage(
  input: BuildInput,
  found: { detections: Pick<Detections, 'fluxPeakMjy'>; positions: SourcePositions; expected: ExpectedImages },
  workplace: Workplace,
) {
  const { images, config, scratch, ledger, earlierPlaces } = input
  const { pool, reporter } = workplace
  return reporter.run(
    'forced fits',
    images.length,
    async (advance) => {
      const measured = await measureMissing(
        { ...found, images, settings: config.sourceMonitoring, earlierPlaces, scratch, onImage: advance },
        pool,
      )
      if (!measured.ok) return measured
      const forced = forcedPoints(measured.value.images, FIRST_FORCED_ID + ledger.forcedCount)
      return success({ measured: measured.value.images, takenOver: measured.value.takenOver, forced })
    },
    (outcome) => (outcome.ok ? fitsSummary(outcome.value.forced.count, outcome.value.takenOver) : 'refused'),
  )
}
