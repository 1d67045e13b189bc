import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { expectedImages } from '../../pipeline/coverage/expectedImages.ts'
import type { Associations, Detections } from '../../pipeline/detections.ts'
import { stampGeometry } from '../../pipeline/forced/stampGeometry.ts'
import { inheritSourceIds } from '../../pipeline/identity/inheritSourceIds.ts'
import type { ForcedPoints } from '../../pipeline/statistics/lightCurves.ts'
import { lightCurves } from '../../pipeline/statistics/lightCurves.ts'
import type { SourcePositions } from '../../pipeline/statistics/sourcePositions.ts'
import { sourcePositions } from '../../pipeline/statistics/sourcePositions.ts'
import { sourceStatistics } from '../../pipeline/statistics/sourceStatistics.ts'
import { appearedSources } from './appearedSources.ts'
import { associateImages } from './associateImages.ts'
import { buildBySky } from './bySky/buildBySky.ts'
import { builtResult } from './builtResult.ts'
import { loadDetections } from './loadDetections.ts'
import { fitIntoMemory } from './memoryPlan.ts'
import { measureStage } from './measureStage.ts'
import type { BuildInput, BuiltResult } from './science.ts'
import { sourceNames } from './sourceNames.ts'
import { threadDuckDb } from './threadDuckDb.ts'
import { largeTablesOf, writeTables } from './writeTables.ts'
import type { Workplace } from './workplace.ts'

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

async function buildInMemory(input: BuildInput, workplace: Workplace): Promise<Result<BuiltResult>> {
  const { ledger } = input
  const associated = await associateStage(input, workplace)
  if (!associated.ok) return associated
  const { detections, associations } = associated.value
  const { positions, expected } = await coverageStage(input, detections, associations, workplace)
  const measurement = await measureStage(input, { detections, positions, expected }, workplace)
  if (!measurement.ok) return measurement
  const { measured, forced } = measurement.value
  const appeared = appearedSources(input, { expected, measured, detections })
  const { curves, statistics } = await statisticsStage(input, { detections, associations, positions, forced }, workplace)
  const { sourceId, nextSourceId } = inheritSourceIds(associations, detections, ledger.earlier, ledger.nextSourceId)
  const names = sourceNames(sourceId, positions, ledger.names)
  const science = { detections, associations, positions, forced, measured, newSources: appeared, curves, statistics, sourceId, names }
  const written = await writeTables(input, science, largeTablesOf(input, science, workplace.pool), workplace)
  return written.ok ? success(builtResult(input, { ...science, nextSourceId })) : written
}

/**
 * Everything between the ingested images and the published version: association, coverage, forced fits, new sources,
 * statistics, and the tables in the given folder. Nothing outside that folder and the scratch folder is changed. Equal input
 * gives equal bytes at any number of threads, and whether the measurements fit into memory or are worked on by parts of the sky.
 */
export function buildResult(input: BuildInput, workplace: Workplace): Promise<Result<BuiltResult>> {
  const detections = input.images.reduce((sum, { measurementCount }) => sum + measurementCount, 0)
  const plan = { memoryBytes: input.memoryBytes, threads: workplace.pool.size }
  return fitIntoMemory(detections, plan) ? buildInMemory(input, workplace) : buildBySky(input, plan, workplace)
}
