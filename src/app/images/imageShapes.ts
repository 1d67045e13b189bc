import { success, type Result } from '../../fault/fault.ts'
import { pixelEllipse } from '../../sky/pixelEllipse.ts'
import { createWcs, type Wcs } from '../../sky/wcs.ts'
import { resultTables } from '../../store/arrow/resultTables.ts'
import { imagesOfResult } from '../../store/catalogue/results.ts'
import { countMeasurements, measurementPage, type MeasurementRecord } from '../../store/queries/measurementPage.ts'
import type { ImageShapes } from '../contract/images.ts'
import type { Halley } from '../halley.ts'
import { findImage, type ImageQuestion } from './findImage.ts'

/** More would cover the image. */
const MOST_SHAPES = 20_000
const ARCSEC_PER_DEG = 3600

interface Shape {
  readonly id: number
  readonly x: number
  readonly y: number
  readonly semiMajor: number
  readonly semiMinor: number
  readonly angleDeg: number
  readonly peakMjy: number
  readonly isForced: boolean
}

function shapeOf(wcs: Wcs, record: MeasurementRecord): Shape | null {
  const [raDeg, decDeg, major, minor, paDeg] = ['ra', 'dec', 'bmaj', 'bmin', 'pa'].map((name) => Number(record[name]))
  const place = wcs.pixelFromSky(raDeg, decDeg)
  const ellipse = pixelEllipse(wcs, place, {
    semiMajorDeg: major / 2 / ARCSEC_PER_DEG,
    semiMinorDeg: minor / 2 / ARCSEC_PER_DEG,
    paDeg,
  })
  if (!ellipse) return null
  return { id: Number(record['id']), ...place, ...ellipse, peakMjy: Number(record['flux_peak']), isForced: record['forced'] === 1 }
}

function inColumns(shapes: readonly Shape[], total: number): ImageShapes {
  return {
    total,
    ids: shapes.map(({ id }) => id),
    x: shapes.map(({ x }) => x),
    y: shapes.map(({ y }) => y),
    semiMajor: shapes.map(({ semiMajor }) => semiMajor),
    semiMinor: shapes.map(({ semiMinor }) => semiMinor),
    angleDeg: shapes.map(({ angleDeg }) => angleDeg),
    peakMjy: shapes.map(({ peakMjy }) => peakMjy),
    isForced: shapes.map(({ isForced }) => isForced),
  }
}

/** The measurements of an image as ellipses on its pixels, the brightest first. @returns the faults of finding the image, `parquet.read` */
export async function imageShapes(halley: Halley, question: ImageQuestion): Promise<Result<ImageShapes>> {
  const found = await findImage(halley, question)
  if (!found.ok) return found
  const { image, facts, run, result } = found.value
  const images = await imagesOfResult(halley.store.catalogue, result.id)
  const forced = (await resultTables(halley.store, run.id, result.id)).measurements.slice(images.length)
  const files = [halley.store.paths.imageMeasurements(image.id), ...forced]
  const records = await measurementPage({
    files,
    image: image.number,
    columns: ['id', 'ra', 'dec', 'bmaj', 'bmin', 'pa', 'flux_peak', 'forced'],
    sort: 'flux_peak',
    isDescending: true,
    after: null,
    limit: MOST_SHAPES,
  })
  if (!records.ok) return records
  const fits = await countMeasurements(forced, image.number)
  if (!fits.ok) return fits
  const wcs = createWcs(facts.wcs)
  const shapes = records.value.flatMap((record) => shapeOf(wcs, record) ?? [])
  return success(inColumns(shapes, image.measurementCount + fits.value))
}
