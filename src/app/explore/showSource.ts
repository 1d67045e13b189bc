import { makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import { imagesOfResult } from '../../store/catalogue/results.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { imagesOfCurve, type CurveImage } from '../../store/explore/imagesOfCurve.ts'
import { lightCurve, sourcesOfMeasurements } from '../../store/explore/lightCurve.ts'
import { oneSource, relatedSources } from '../../store/explore/oneSource.ts'
import { originOfVersion } from '../../store/samples/originOfVersion.ts'
import { mjdOfUnixMs } from '../../sky/julianDate.ts'
import type { LightCurvePoint, SourceDetails } from '../contract/sources.ts'
import { lastThatHas } from '../drawn/lastThatHas.ts'
import { readVersion, type ReadVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import { FIRST_FORCED_ID, ROWS_PER_IMAGE } from '../process/measurementId.ts'
import { findRun } from '../runs/findRun.ts'
import { cellsOf, sourceColumns } from './sourceCells.ts'

/** How ids of measurements tell their image, and forced fits. */
export const idSpace = { idsPerImage: ROWS_PER_IMAGE, firstForcedId: FIRST_FORCED_ID }

export interface SourceQuestion {
  /** Name or id of its run. */
  readonly run: string
  readonly source: number
  /** Default: the version that is shown; where that lacks the source, the last that had it. */
  readonly version: number | undefined
}

type Row = Readonly<Record<string, unknown>>

/** A source in the version that is meant, or the last that had it. */
export interface FoundSource {
  readonly run: RunRow
  readonly version: ReadVersion
  readonly row: Row
}

function unknown({ name }: RunRow, source: number): Fault {
  return makeFault('source.notFound', `Run ${name}: expected a source ${source}, found none in any of its versions.`, {
    hint: 'Look for it by its position or its name among the sources.',
    data: { run: name, source },
  })
}

interface ImagesKnown {
  readonly names: ReadonlyMap<number, string>
  readonly facts: ReadonlyMap<number, CurveImage>
}

/** {@link findSource} with what else of the version is wanted, which is read at the same time. */
async function findSourceWith<T>(
  halley: Halley,
  question: SourceQuestion,
  readMore: (run: RunRow, version: ReadVersion) => Promise<T>,
): Promise<Result<FoundSource & { readonly more: T }>> {
  const found = await findRun(halley, question.run)
  if (!found.ok) return found
  const run = found.value
  const { source, version } = question
  return lastThatHas(halley, run, {
    version,
    fault: unknown(run, source),
    async find(read) {
      const [row, more] = await Promise.all([oneSource(halley.store.paths.result(run.id, read.result.id), source), readMore(run, read)])
      return row ? { run, version: read, row, more } : null
    },
  })
}

/**
 * The version that is meant with the source in it; where none is meant and the head lacks it, the last that had it.
 *
 * @returns the faults of finding the run, `source.notFound` where no version has it
 */
export function findSource(halley: Halley, question: SourceQuestion): Promise<Result<FoundSource>> {
  return findSourceWith(halley, question, () => Promise.resolve(null))
}

/** What the page of a source shows beside its own row. */
async function besidesOf({ store }: Halley, source: number, run: RunRow, { version, result }: ReadVersion) {
  const folder = store.paths.result(run.id, result.id)
  const origin = await originOfVersion(store, { run, version, resultId: result.id })
  const [images, facts, points, related] = await Promise.all([
    imagesOfResult(store.catalogue, result.id),
    imagesOfCurve(folder),
    lightCurve(origin, source, idSpace),
    relatedSources(folder, source),
  ])
  return { images, facts, points, related }
}

function pointOf(row: Row, { names, facts }: ImagesKnown): LightCurvePoint {
  const time = row.time as Date
  const imageNumber = Number(row.image_id)
  const image = facts.get(imageNumber)
  return {
    id: Number(row.id),
    imageNumber,
    image: names.get(imageNumber) ?? '',
    timeUtc: time.toISOString(),
    mjd: mjdOfUnixMs(time.getTime()),
    raDeg: Number(row.ra),
    decDeg: Number(row.dec),
    raErrorDeg: Number(row.uncertainty_ew),
    decErrorDeg: Number(row.uncertainty_ns),
    peakMjy: Number(row.flux_peak),
    peakErrorMjy: Number(row.flux_peak_err),
    integratedMjy: Number(row.flux_int),
    integratedErrorMjy: Number(row.flux_int_err),
    noiseMjy: Number(row.local_rms),
    snr: row.snr === null ? null : Number(row.snr),
    majorArcsec: Number(row.bmaj),
    minorArcsec: Number(row.bmin),
    positionAngleDeg: Number(row.pa),
    compactness: row.compactness === null ? null : Number(row.compactness),
    hasSiblings: row.has_siblings === true,
    isForced: row.forced === true,
    frequencyMhz: image?.frequencyMhz ?? null,
    beamMajorArcsec: image?.beamMajorArcsec ?? null,
    beamMinorArcsec: image?.beamMinorArcsec ?? null,
    beamPositionAngleDeg: image?.beamPositionAngleDeg ?? null,
  }
}

/** Where the measurements of a source that the head lacks are now. */
async function whereItWent(halley: Halley, run: RunRow, version: number, measurementIds: readonly number[]): Promise<readonly number[]> {
  if (version === run.headVersion || run.headVersion === null) return []
  const head = await readVersion(halley, run, undefined)
  if (!head.ok) return []
  return sourcesOfMeasurements(halley.store.paths.result(run.id, head.value.result.id), measurementIds)
}

/**
 * A source with its light curve and relations. Its address works for ever: where the head lacks it, the last version
 * that had it is shown, with where its measurements went.
 *
 * @returns the faults of finding the run, `source.notFound` where no version has it
 */
export async function showSource(halley: Halley, question: SourceQuestion): Promise<Result<SourceDetails>> {
  const found = await findSourceWith(halley, question, (run, version) => besidesOf(halley, question.source, run, version))
  if (!found.ok) return found
  const { run, version, row, more } = found.value
  const { id, name, headVersion } = run
  const { images, facts, points, related } = more
  const known = { names: new Map(images.map((image) => [image.number, image.name])), facts }
  const isLost = question.version === undefined && version.version !== headVersion
  const catalogueIds = points.map((point) => Number(point.id)).filter((each) => each < FIRST_FORCED_ID)
  return success({
    runId: id,
    run: name,
    version: version.version,
    head: headVersion,
    id: question.source,
    name: String(row.name),
    columns: sourceColumns,
    values: cellsOf(row, sourceColumns),
    measurements: points.map((point) => pointOf(point, known)),
    related: related.map((other) => ({
      id: Number(other.id),
      name: String(other.name),
      raDeg: Number(other.wavg_ra),
      decDeg: Number(other.wavg_dec),
      measurements: Number(other.n_meas),
    })),
    wentTo: isLost ? await whereItWent(halley, run, version.version, catalogueIds) : [],
  })
}
