import type { ImageFacts } from '../image.ts'
import type { CatalogueComponents } from './catalogueComponents.ts'

/** How many rows of a catalogue each rule dropped; a row counts for the first rule that it breaks. */
export interface DroppedRows {
  /** Major or minor axis of 0. */
  readonly zeroSize: number
  /** Peak or integrated flux density of 0. */
  readonly zeroFlux: number
  /** An axis of at most 500/3600 of the beam's: no source is that much smaller than the beam. */
  readonly tiny: number
}

export interface UsableRows {
  /** Row numbers, ascending. */
  readonly rows: Int32Array
  readonly dropped: DroppedRows
}

/**
 * The rows of a catalogue that become measurements. The limit on tiny sources is the one that the VAST Pipeline applies,
 * not the half beam of its documentation: 500 x the beam in degrees, against a size in arcseconds.
 */
export function usableRows(components: CatalogueComponents, image: ImageFacts): UsableRows {
  const rows = new Int32Array(components.count)
  const dropped = { zeroSize: 0, zeroFlux: 0, tiny: 0 }
  const leastMajorArcsec = 500 * image.beamMajorDeg
  const leastMinorArcsec = 500 * image.beamMinorDeg
  let kept = 0
  for (let i = 0; i < components.count; i++) {
    const major = components.bmajArcsec[i]
    const minor = components.bminArcsec[i]
    if (major === 0 || minor === 0) dropped.zeroSize++
    else if (components.fluxPeakMjy[i] === 0 || components.fluxIntMjy[i] === 0) dropped.zeroFlux++
    else if (major <= leastMajorArcsec || minor <= leastMinorArcsec) dropped.tiny++
    else rows[kept++] = i
  }
  return { rows: rows.slice(0, kept), dropped }
}
