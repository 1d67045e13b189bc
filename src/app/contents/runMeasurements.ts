import { basename } from 'node:path'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { resultTables, type ResultTables } from '../../store/arrow/resultTables.ts'
import { imagesOfResult, type ImageOfResult } from '../../store/catalogue/results.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import {
  countMeasurements,
  measurementPage,
  sourcesOfMeasurements,
  type MeasurementPlace,
  type MeasurementRecord,
} from '../../store/queries/measurementPage.ts'
import { measurementColumns, type MeasurementColumn, type MeasurementPage, type MeasurementRow } from '../contract/runContents.ts'
import type { ResultCounts } from '../contract/runStatus.ts'
import { readVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import { filesOfPage, type MeasurementFilesOf } from './filesOfPage.ts'

export interface MeasurementFilter {
  readonly version?: number | undefined
  /** Number of an image. */
  readonly image?: number | undefined
  readonly forced?: 'only' | 'without' | undefined
}

export interface MeasurementRequest extends MeasurementFilter {
  readonly sort: MeasurementColumn
  readonly descending: boolean
  readonly limit: number
  readonly after?: string | undefined
}

function placeOf(after: string | undefined): MeasurementPlace | null | undefined {
  if (after === undefined) return null
  const parts = /^(-?\d[\d.e+-]*|null)_(\d+)$/.exec(after)
  return parts ? { value: parts[1] === 'null' ? null : Number(parts[1]), id: Number(parts[2]) } : undefined
}

interface Scope {
  readonly images: readonly ImageOfResult[]
  readonly tables: ResultTables
  readonly counts: ResultCounts
}

/** Whether a file may have the forced fits of an image: files are called after images, with a number where two have one name. */
function mayBeOf(imageName: string, path: string): boolean {
  const label = basename(path, '.parquet')
    .replace(/^forced_measurements_/, '')
    .toLowerCase()
  const own = imageName.replaceAll('.', '_').toLowerCase()
  return label === own || (label.startsWith(`${own}_`) && /^\d+$/.test(label.slice(own.length + 1)))
}

/** The files that have measurements of a filter. */
export function filesOf({ images, tables }: Omit<Scope, 'counts'>, { image, forced }: MeasurementFilter): MeasurementFilesOf {
  const own = images.map(({ number, measurementCount }, index) => ({
    path: tables.measurements[index] ?? '',
    number,
    rows: measurementCount,
  }))
  const wanted = own.filter(({ number }) => image === undefined || number === image)
  const name = images.find(({ number }) => number === image)?.name
  const fits = tables.measurements.slice(images.length).filter((path) => name === undefined || mayBeOf(name, path))
  return { detections: forced === 'only' ? [] : wanted, forced: forced === 'without' ? [] : fits }
}

/** The files that a page needs: in the order of ids a few, in any other all that the request is about. */
function filesFor(
  files: MeasurementFilesOf,
  { sort, descending, limit }: MeasurementRequest,
  place: MeasurementPlace | null,
): readonly string[] {
  if (sort === 'id') return filesOfPage(files, { isDescending: descending, after: place?.id ?? null, limit: limit + 1 })
  return [...files.detections.map(({ path }) => path), ...files.forced]
}

async function totalOf(
  { images, counts }: Scope,
  { image, forced }: MeasurementRequest,
  files: MeasurementFilesOf,
): Promise<Result<number>> {
  const wanted = images.filter(({ number }) => image === undefined || number === image)
  const detections = forced === 'only' ? 0 : wanted.reduce((sum, { measurementCount }) => sum + measurementCount, 0)
  if (image === undefined) return success(detections + (forced === 'without' ? 0 : counts.forced))
  const fits = await countMeasurements(files.forced, image)
  return fits.ok ? success(detections + fits.value) : fits
}

function numberIn(record: MeasurementRecord, column: string): number | null {
  const value = record[column]
  return typeof value === 'number' ? value : null
}

function rowOf(record: MeasurementRecord, images: ReadonlyMap<number, string>, sources: readonly number[]): MeasurementRow {
  const imageNumber = numberIn(record, 'image_id') ?? 0
  const numbers = Object.fromEntries(measurementColumns.map((name) => [name, numberIn(record, name)])) as Record<MeasurementColumn, number>
  const component = record['component_id']
  return {
    ...numbers,
    imageNumber,
    imageName: images.get(imageNumber) ?? String(imageNumber),
    component: typeof component === 'string' ? component : null,
    isForced: record['forced'] === 1,
    sources,
  }
}

function badPlace(after: string) {
  return makeFault('input.after', `Expected the place after a row, as the page before gave it, found ${after}.`, {
    hint: 'Leave it out to begin at the first row.',
  })
}

/**
 * Some measurements of a version, in the order of a column.
 *
 * @returns `version.unknown`, `version.damaged`, `parquet.read`, `input.after`
 */
export async function runMeasurements(halley: Halley, run: RunRow, request: MeasurementRequest): Promise<Result<MeasurementPage>> {
  const place = placeOf(request.after)
  if (place === undefined) return failure(badPlace(request.after ?? ''))
  const read = await readVersion(halley, run, request.version)
  if (!read.ok) return read
  const { result, version } = read.value
  const images = await imagesOfResult(halley.store.catalogue, result.id)
  const tables = await resultTables(halley.store, run.id, result.id)
  const scope = { images, tables, counts: JSON.parse(result.counts) as ResultCounts }
  const files = filesOf(scope, request)
  const total = await totalOf(scope, request, files)
  if (!total.ok) return total
  const found = await measurementPage({
    files: filesFor(files, request, place),
    image: request.image ?? null,
    columns: [...measurementColumns, 'image_id', 'component_id', 'forced'],
    sort: request.sort,
    isDescending: request.descending,
    after: place,
    limit: request.limit + 1,
  })
  if (!found.ok) return found
  const records = found.value.slice(0, request.limit)
  const ids = records.map((record) => numberIn(record, 'id') ?? 0)
  const sources = await sourcesOfMeasurements(tables.associations, ids)
  if (!sources.ok) return sources
  const names = new Map(images.map(({ number, name }) => [number, name]))
  const last = found.value.length > request.limit ? records.at(-1) : undefined
  return success({
    version,
    total: total.value,
    rows: records.map((record, index) => rowOf(record, names, sources.value.get(ids[index]) ?? [])),
    next: last ? `${numberIn(last, 'sort key') ?? 'null'}_${numberIn(last, 'id') ?? 0}` : null,
  })
}
