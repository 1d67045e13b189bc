import { makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import type { ImageFacts } from '../../pipeline/image.ts'
import { mjdOfUnixMs } from '../../sky/julianDate.ts'
import { pixelEllipse } from '../../sky/pixelEllipse.ts'
import { createWcs, wcsProblem } from '../../sky/wcs.ts'
import { resultTables } from '../../store/arrow/resultTables.ts'
import { imagesOfResult, type ImageOfResult } from '../../store/catalogue/results.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { namesOfSources, oneMeasurement, siblingsOf } from '../../store/explore/oneMeasurement.ts'
import { sourcesOfMeasurements } from '../../store/queries/measurementPage.ts'
import { measurementsTable } from '../../store/tables/measurements.ts'
import type { MeasurementDetails } from '../contract/images.ts'
import { lastThatHas } from '../drawn/lastThatHas.ts'
import type { ReadVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import { FIRST_FORCED_ID, ROWS_PER_IMAGE } from '../process/measurementId.ts'
import { findRun } from '../runs/findRun.ts'

const ARCSEC_PER_DEG = 3600

export interface MeasurementQuestion {
  /** Name or id of its run. */
  readonly run: string
  readonly measurement: number
  /** Default: the version that is shown; where that lacks it, the last that had it. */
  readonly version: number | undefined
}

type Row = Readonly<Record<string, unknown>>

interface Found {
  readonly version: ReadVersion
  readonly row: Row
  readonly image: ImageOfResult
  readonly associations: string
}

function unknown({ name }: RunRow, measurement: number): Fault {
  return makeFault('measurement.notFound', `Run ${name}: expected a measurement ${measurement}, found none in any of its versions.`, {
    hint: 'Look for it among the measurements of the run.',
    data: { run: name, measurement },
  })
}

async function inVersion({ store }: Halley, version: ReadVersion, measurement: number): Promise<Found | null> {
  const { catalogue, paths } = store
  const images = await imagesOfResult(catalogue, version.result.id)
  const tables = await resultTables(store, version.run.id, version.result.id)
  const own = images.find(({ number }) => number === Math.floor(measurement / ROWS_PER_IMAGE))
  const isForced = measurement >= FIRST_FORCED_ID
  const files = isForced ? tables.measurements.slice(images.length) : own ? [paths.imageMeasurements(own.id)] : []
  const row = await oneMeasurement(files, measurement)
  const image = row && images.find(({ number }) => number === Number(row['image_id']))
  return row && image ? { version, row, image, associations: tables.associations } : null
}

function cellOf(value: unknown): MeasurementDetails['values'][number]['value'] {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : null
}

interface Spec {
  readonly name: string
  readonly unit?: string
  readonly description: string
}

function valuesOf(row: Row): MeasurementDetails['values'] {
  const specs: readonly Spec[] = measurementsTable.columns
  return specs.map(({ name, unit, description }) => ({ name, unit: unit ?? null, description, value: cellOf(row[name]) }))
}

function placeOf({ row, image }: Found): Pick<MeasurementDetails, 'shape' | 'image'> {
  const { wcs: parameters } = JSON.parse(image.facts) as ImageFacts
  const named = { number: image.number, name: image.name }
  if (wcsProblem(parameters) !== null) return { image: { ...named, x: null, y: null }, shape: null }
  const wcs = createWcs(parameters)
  const { x, y } = wcs.pixelFromSky(Number(row['ra']), Number(row['dec']))
  if (!Number.isFinite(x) || !Number.isFinite(y)) return { image: { ...named, x: null, y: null }, shape: null }
  const [major, minor] = [Number(row['bmaj']), Number(row['bmin'])].map((arcsec) => arcsec / 2 / ARCSEC_PER_DEG)
  const shape = pixelEllipse(wcs, { x, y }, { semiMajorDeg: major, semiMinorDeg: minor, paDeg: Number(row['pa']) })
  return { image: { ...named, x, y }, shape }
}

async function siblings(halley: Halley, { row, image, associations }: Found): Promise<Result<MeasurementDetails['siblings']>> {
  const islandId = row['island_id']
  if (row['forced'] === true || typeof islandId !== 'string') return success([])
  const rows = await siblingsOf(halley.store.paths.imageMeasurements(image.id), islandId, Number(row['id']))
  const ids = rows.map(({ id }) => Number(id))
  const sources = await sourcesOfMeasurements(associations, ids)
  if (!sources.ok) return sources
  return success(
    rows.map((other, index) => ({
      id: ids[index],
      name: String(other['component_id'] ?? other['name']),
      peakMjy: Number(other['flux_peak']),
      integratedMjy: Number(other['flux_int']),
      sources: [...(sources.value.get(ids[index]) ?? [])],
    })),
  )
}

/**
 * A measurement with its image, its sources and the other components of its island. Its address works for ever: where the
 * head lacks it, the last version that had it is shown.
 *
 * @returns the faults of finding the run, `measurement.notFound` where no version has it, `parquet.read`
 */
export async function showMeasurement(halley: Halley, question: MeasurementQuestion): Promise<Result<MeasurementDetails>> {
  const run = await findRun(halley, question.run)
  if (!run.ok) return run
  const { measurement, version: asked } = question
  const find = (read: ReadVersion) => inVersion(halley, read, measurement)
  const found = await lastThatHas(halley, run.value, { version: asked, find, fault: unknown(run.value, measurement) })
  if (!found.ok) return found
  const { version, row, associations } = found.value
  const sourceIds = await sourcesOfMeasurements(associations, [question.measurement])
  if (!sourceIds.ok) return sourceIds
  const folder = halley.store.paths.result(run.value.id, version.result.id)
  const sources = await namesOfSources(folder, sourceIds.value.get(question.measurement) ?? [])
  const others = await siblings(halley, found.value)
  if (!others.ok) return others
  const time = row['time'] as Date
  return success({
    runId: run.value.id,
    run: run.value.name,
    version: version.version,
    head: run.value.headVersion,
    id: question.measurement,
    name: typeof row['name'] === 'string' ? row['name'] : String(question.measurement),
    isForced: row['forced'] === true,
    timeUtc: time.toISOString(),
    mjd: mjdOfUnixMs(time.getTime()),
    raDeg: Number(row['ra']),
    decDeg: Number(row['dec']),
    values: valuesOf(row),
    ...placeOf(found.value),
    sources: sources.map(({ id, name, n_meas: measurements }) => ({
      id: Number(id),
      name: String(name),
      measurements: Number(measurements),
    })),
    siblings: others.value,
  })
}
