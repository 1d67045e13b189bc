import type { ForcedFits, ForcedRequests } from '../../pipeline/forced/requests.ts'
import type { EarlierPlaces } from '../../pipeline/forced/earlierPlaces.ts'
import type { ColumnsOf, ColumnsRead } from '../../store/tables/column.ts'
import type { missedPlacesTable } from '../../store/tables/missedPlaces.ts'

/** What one image says at the places where it missed a source. */
export interface LookedAtImage {
  readonly imageNumber: number
  readonly requests: ForcedRequests
  readonly fits: ForcedFits
}

type Columns = ColumnsOf<typeof missedPlacesTable>

function allocate(count: number) {
  return {
    image_id: new Float64Array(count),
    x: new Float64Array(count),
    y: new Float64Array(count),
    fit_wanted: new Uint8Array(count),
    covered: new Uint8Array(count),
    rms: new Float64Array(count),
    fitted: new Uint8Array(count),
    flux: new Float64Array(count),
    flux_err: new Float64Array(count),
    chi_squared: new Float64Array(count),
    degrees_of_freedom: new Int32Array(count),
  }
}

/** The table of missed places, image after image. */
export function missedPlaceColumns(images: readonly LookedAtImage[]): Columns {
  const columns = allocate(images.reduce((sum, { requests }) => sum + requests.count, 0))
  let first = 0
  for (const { imageNumber, requests, fits } of images) {
    columns.image_id.fill(imageNumber, first, first + requests.count)
    columns.x.set(requests.x, first)
    columns.y.set(requests.y, first)
    columns.fit_wanted.set(requests.wantsFit, first)
    columns.covered.set(fits.covered, first)
    columns.rms.set(fits.rmsMjy, first)
    columns.fitted.set(fits.fitted, first)
    columns.flux.set(fits.fluxMjy, first)
    columns.flux_err.set(fits.fluxErrMjy, first)
    columns.chi_squared.set(fits.chiSquared, first)
    columns.degrees_of_freedom.set(fits.degreesOfFreedom, first)
    first += requests.count
  }
  return columns
}

type Read = ColumnsRead<typeof missedPlacesTable, keyof Columns>

/** The places of each image, by its number, from the table's columns: rows of one image stand together. */
export function missedPlacesByImage(rows: Read): Map<number, EarlierPlaces> {
  const images = new Map<number, EarlierPlaces>()
  const { length } = rows.image_id
  for (let first = 0, last = 0; first < length; first = last) {
    while (last < length && rows.image_id[last] === rows.image_id[first]) last++
    images.set(rows.image_id[first], placesOfRows(rows, first, last))
  }
  return images
}

/** Copies, so that they can change hands between threads one image at a time. */
function placesOfRows(rows: Read, first: number, last: number): EarlierPlaces {
  return {
    count: last - first,
    x: rows.x.slice(first, last),
    y: rows.y.slice(first, last),
    wantsFit: rows.fit_wanted.slice(first, last),
    covered: rows.covered.slice(first, last),
    rmsMjy: rows.rms.slice(first, last),
    fitted: rows.fitted.slice(first, last),
    fluxMjy: rows.flux.slice(first, last),
    fluxErrMjy: rows.flux_err.slice(first, last),
    chiSquared: rows.chi_squared.slice(first, last),
    degreesOfFreedom: rows.degrees_of_freedom.slice(first, last),
  }
}
