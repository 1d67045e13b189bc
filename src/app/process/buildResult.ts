import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { sourceName } from '../../sky/sourceName.ts'
import { expectedImages } from '../../pipeline/coverage/expectedImages.ts'
import type { ExpectedImages } from '../../pipeline/coverage/expectedImages.ts'
import type { Associations, Detections } from '../../pipeline/detections.ts'
import { stampGeometry } from '../../pipeline/forced/stampGeometry.ts'
import { inheritSourceIds } from '../../pipeline/identity/inheritSourceIds.ts'
import { newSources } from '../../pipeline/newSources/newSources.ts'
import type { ForcedPoints } from '../../pipeline/statistics/lightCurves.ts'
import { lightCurves } from '../../pipeline/statistics/lightCurves.ts'
import type { SourcePositions } from '../../pipeline/statistics/sourcePositions.ts'
import { sourcePositions } from '../../pipeline/statistics/sourcePositions.ts'
import { sourceStatistics } from '../../pipeline/statistics/sourceStatistics.ts'
import type { TaskPool } from '../workers/taskPool.ts'
import { associateImages } from './associateImages.ts'
import { coverageAtPlaces, forcedPoints } from './forcedPoints.ts'
import { loadDetections } from './loadDetections.ts'
import { FIRST_FORCED_ID } from './measurementId.ts'
import { measureMissing } from './measureMissing.ts'
import type { BuildInput } from './science.ts'
import type { StageReporter } from './stageReporter.ts'
import { threadDuckDb } from './threadDuckDb.ts'
import type { ResultCounts } from '../contract/runStatus.ts'
import { writeTables } from './writeTables.ts'

export interface BuiltResult {
  readonly counts: ResultCounts
  readonly nextSourceId: number
  readonly forcedCount: number
}

interface Workplace {
  readonly pool: TaskPool
  readonly reporter: StageReporter
}

async function associateStage(input: BuildInput, { pool, reporter }: Workplace) {
  const { images, config } = input
  return reporter.run(
    'association',
    1,
    async () => {
      const detections = await loadDetections(await threadDuckDb(), images)
      if (!detections.ok) return detections
      const settings = config.sourceAssociation
      const outcome = await associateImages({ detections: detections.value, images, settings, parallel: settings.parallel }, pool)
      return outcome.ok ? success({ detections: detections.value, associations: outcome.value }) : outcome
    },
    (outcome) =>
      outcome.ok ? `${outcome.value.detections.count} detections, ${outcome.value.associations.sourceCount} sources` : 'refused',
  )
}

function coverageStage(input: BuildInput, detections: Detections, associations: Associations, { reporter }: Workplace) {
  const { images, config } = input
  return reporter.run(
    'coverage',
    1,
    () => {
      const positions = sourcePositions(detections, associations)
      const marginPixels = images.map(({ image }) => stampGeometry(image, config.sourceMonitoring.edgeBufferScale).edgeMarginPixels)
      const { raDeg, decDeg } = positions
      return Promise.resolve({ positions, expected: expectedImages({ images, marginPixels, detections, associations, raDeg, decDeg }) })
    },
    ({ expected }) => `${expected.groupCount} places where a source was missed`,
  )
}

function fitsSummary(count: number, takenOver: number): string {
  return takenOver > 0 ? `${count} forced fits, ${takenOver} fits taken over` : `${count} forced fits`
}

async function measureStage(
  input: BuildInput,
  found: { detections: Detections; positions: SourcePositions; expected: ExpectedImages },
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

function statisticsStage(
  input: BuildInput,
  found: { detections: Detections; associations: Associations; positions: SourcePositions; forced: ForcedPoints },
  { reporter }: Workplace,
) {
  const { measurements, variability } = input.config
  return reporter.run(
    'statistics',
    1,
    () => {
      const { positions, associations } = found
      const curves = lightCurves({ ...found, fluxFractionalError: measurements.fluxFractionalError })
      const minAbsVs = variability.pairMetrics ? variability.sourceAggregatePairMetricsMinAbsVs : null
      return Promise.resolve({
        curves,
        statistics: sourceStatistics({ curves, positions, relationFrom: associations.relationFrom, minAbsVs }),
      })
    },
    ({ curves }) => `${curves.point.length} points`,
  )
}

function namesOf(sourceId: Float64Array, { raDeg, decDeg }: SourcePositions, known: ReadonlyMap<number, string>): string[] {
  return Array.from(sourceId, (id, source) => known.get(id) ?? sourceName(raDeg[source], decDeg[source]))
}

/**
 * Everything between the ingested images and the published version: association, coverage, forced fits, new sources,
 * statistics, and the tables in the given folder. Nothing outside that folder is changed. Equal input gives equal bytes
 * at any number of threads.
 */
export async function buildResult(input: BuildInput, workplace: Workplace): Promise<Result<BuiltResult>> {
  const { images, config, ledger } = input
  const associated = await associateStage(input, workplace)
  if (!associated.ok) return associated
  const { detections, associations } = associated.value
  const { positions, expected } = await coverageStage(input, detections, associations, workplace)
  const measurement = await measureStage(input, { detections, positions, expected }, workplace)
  if (!measurement.ok) return measurement
  const { measured, forced } = measurement.value
  const imageRmsMinMjy = Float64Array.from(images, ({ image }) => image.rmsMinMjy)
  const places = coverageAtPlaces(measured, expected)
  const appeared = newSources({ expected, ...places, detections, imageRmsMinMjy, minSigma: config.newSources.minSigma })
  const { curves, statistics } = await statisticsStage(input, { detections, associations, positions, forced }, workplace)
  const { sourceId, nextSourceId } = inheritSourceIds(associations, detections, ledger.earlier, ledger.nextSourceId)
  const names = namesOf(sourceId, positions, ledger.names)
  const science = { detections, associations, positions, forced, measured, newSources: appeared, curves, statistics, sourceId, names }
  const written = await writeTables(input, science, workplace)
  if (!written.ok) return written
  const counts = {
    images: images.length,
    detections: detections.count,
    forced: forced.count,
    sources: associations.sourceCount,
    newSources: appeared.isNew.reduce((sum, flag) => sum + flag, 0),
    relations: associations.relationFrom.length,
  }
  return success({ counts, nextSourceId, forcedCount: ledger.forcedCount + forced.count })
}
