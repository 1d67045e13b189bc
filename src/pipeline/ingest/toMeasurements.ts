import { failure, type Fault, makeFault, type Result, success } from '../../fault/fault.ts'
import { arcsecToDeg, degToArcsec } from '../../sky/angle.ts'
import type { ImageFacts } from '../image.ts'
import type { Measurements } from '../measurements.ts'
import { namePrefix } from '../namePrefix.ts'
import { pickBytes, pickRows } from '../pickRows.ts'
import type { CatalogueComponents } from './catalogueComponents.ts'
import { type DroppedRows, usableRows } from './catalogueRows.ts'
import { type GaussianFitErrors, writeCondonErrors } from './condon.ts'
import { islandRatios } from './islandRatio.ts'

export interface IngestSettings {
  /** Replace the catalogue's errors by those of Condon (1997). */
  readonly condonErrors: boolean
  /** Stands in for a local noise of 0, mJy/beam, above 0. */
  readonly localRmsFillMjy: number
  /** Systematic errors of positions, arcsec, true angles east-west and north-south. */
  readonly raUncertaintyArcsec: number
  readonly decUncertaintyArcsec: number
}

export interface IngestedCatalogue {
  readonly measurements: Measurements
  readonly dropped: DroppedRows
}

/** No error of a flux density is believed below this, mJy. */
const leastFluxErrMjy = 0.001
/** No error of a position is believed below this, arcsec. */
const leastPositionErrArcsec = 0.01

/**
 * Turns the catalogue of one image into its measurements: unusable rows go, errors get their floors, Condon's as
 * well as the catalogue's, and the derived columns are filled in.
 *
 * Position errors keep their ellipse: `uncertaintyEwDeg` comes from the error in right ascension and the systematic
 * error east-west alone, `uncertaintyNsDeg` from those in declination. `errorRadiusDeg` is the distance to the corner
 * of the error box.
 *
 * @returns a fault when the image's beam is not a positive size, without which no size can be judged
 */
export function toMeasurements(components: CatalogueComponents, image: ImageFacts, settings: IngestSettings): Result<IngestedCatalogue> {
  const fault = beamFault(image)
  if (fault) return failure(fault)
  const { rows, dropped } = usableRows(components, image)
  const catalogue = catalogueColumns(components, rows, image)
  const localRmsMjy = catalogue.localRmsMjy.map((rms) => (rms > 0 ? rms : settings.localRmsFillMjy))
  const snr = catalogue.fluxPeakMjy.map((flux, i) => flux / localRmsMjy[i])
  const errors = measurementErrors(components, rows, settings.condonErrors ? { catalogue, image, snr } : null)
  const measurements: Measurements = {
    ...catalogue,
    ...errors,
    localRmsMjy,
    snr,
    compactness: catalogue.fluxIntMjy.map((flux, i) => flux / catalogue.fluxPeakMjy[i]),
    ...positionUncertainties(errors.raErrDeg, errors.decErrDeg, settings),
    fluxIntIslRatio: islandRatios(catalogue.islandId, catalogue.fluxIntMjy),
    fluxPeakIslRatio: islandRatios(catalogue.islandId, catalogue.fluxPeakMjy),
  }
  return success({ measurements, dropped })
}

function beamFault(image: ImageFacts): Fault | null {
  if (image.beamMajorDeg > 0 && image.beamMinorDeg > 0) return null
  return makeFault(
    'ingest.noBeam',
    `${image.name}: expected a beam with both axes above 0 (BMAJ, BMIN), found ${image.beamMajorDeg} x ${image.beamMinorDeg} deg.`,
    {
      hint: 'Write the BMAJ, BMIN and BPA of the restoring beam into the header of the image.',
      data: { image: image.name, beamMajorDeg: image.beamMajorDeg, beamMinorDeg: image.beamMinorDeg },
    },
  )
}

/** What goes from the catalogue into the measurements as it is. */
function catalogueColumns(components: CatalogueComponents, rows: Int32Array, image: ImageFacts) {
  const prefix = namePrefix(image.name)
  const numbers = (column: Float64Array) => pickRows(column, rows)
  const bytes = (column: Uint8Array) => pickBytes(column, rows)
  const texts = (column: readonly string[]) => Array.from(rows, (row) => column[row])
  const componentId = texts(components.componentId)
  return {
    count: rows.length,
    islandId: texts(components.islandId),
    componentId,
    name: componentId.map((id) => prefix + id),
    localRmsMjy: numbers(components.localRmsMjy),
    raDeg: numbers(components.raDeg),
    decDeg: numbers(components.decDeg),
    fluxPeakMjy: numbers(components.fluxPeakMjy),
    fluxIntMjy: numbers(components.fluxIntMjy),
    bmajArcsec: numbers(components.bmajArcsec),
    bminArcsec: numbers(components.bminArcsec),
    paDeg: numbers(components.paDeg),
    psfBmajArcsec: numbers(components.psfBmajArcsec),
    psfBminArcsec: numbers(components.psfBminArcsec),
    psfPaDeg: numbers(components.psfPaDeg),
    chiSquaredFit: numbers(components.chiSquaredFit),
    spectralIndex: numbers(components.spectralIndex),
    flagC4: bytes(components.flagC4),
    spectralIndexFromTt: bytes(components.spectralIndexFromTt),
    hasSiblings: bytes(components.hasSiblings),
  }
}

interface CondonInput {
  readonly catalogue: ReturnType<typeof catalogueColumns>
  readonly image: ImageFacts
  readonly snr: Float64Array
}

type ErrorColumns = { readonly [K in keyof GaussianFitErrors]: Float64Array }

/** The error columns: Condon's where his input is given, else the catalogue's; floored either way. */
function measurementErrors(components: CatalogueComponents, rows: Int32Array, condon: CondonInput | null): ErrorColumns {
  const numbers = (column: Float64Array) => pickRows(column, rows)
  const errors = {
    raErrDeg: numbers(components.raErrArcsec).map(arcsecToDeg),
    decErrDeg: numbers(components.decErrArcsec).map(arcsecToDeg),
    errBmajArcsec: numbers(components.errBmajArcsec),
    errBminArcsec: numbers(components.errBminArcsec),
    errPaDeg: numbers(components.errPaDeg),
    fluxPeakErrMjy: numbers(components.fluxPeakErrMjy),
    fluxIntErrMjy: numbers(components.fluxIntErrMjy),
  }
  if (condon) writeCondonColumns(condon, errors)
  for (const column of [errors.raErrDeg, errors.decErrDeg]) raiseTo(arcsecToDeg(leastPositionErrArcsec), column)
  for (const column of [errors.fluxPeakErrMjy, errors.fluxIntErrMjy]) raiseTo(leastFluxErrMjy, column)
  return errors
}

function writeCondonColumns({ catalogue, image, snr }: CondonInput, columns: ErrorColumns): void {
  const fit = {
    majorArcsec: 0,
    minorArcsec: 0,
    paDeg: 0,
    fluxPeakMjy: 0,
    fluxIntMjy: 0,
    snr: 0,
    beamMajorArcsec: degToArcsec(image.beamMajorDeg),
    beamMinorArcsec: degToArcsec(image.beamMinorDeg),
  }
  const errors = { raErrDeg: 0, decErrDeg: 0, errBmajArcsec: 0, errBminArcsec: 0, errPaDeg: 0, fluxPeakErrMjy: 0, fluxIntErrMjy: 0 }
  for (let i = 0; i < catalogue.count; i++) {
    fit.majorArcsec = catalogue.bmajArcsec[i]
    fit.minorArcsec = catalogue.bminArcsec[i]
    fit.paDeg = catalogue.paDeg[i]
    fit.fluxPeakMjy = catalogue.fluxPeakMjy[i]
    fit.fluxIntMjy = catalogue.fluxIntMjy[i]
    fit.snr = snr[i]
    writeCondonErrors(fit, errors)
    columns.raErrDeg[i] = errors.raErrDeg
    columns.decErrDeg[i] = errors.decErrDeg
    columns.errBmajArcsec[i] = errors.errBmajArcsec
    columns.errBminArcsec[i] = errors.errBminArcsec
    columns.errPaDeg[i] = errors.errPaDeg
    columns.fluxPeakErrMjy[i] = errors.fluxPeakErrMjy
    columns.fluxIntErrMjy[i] = errors.fluxIntErrMjy
  }
}

function raiseTo(least: number, column: Float64Array): void {
  for (let i = 0; i < column.length; i++) column[i] = Math.max(column[i], least)
}

function positionUncertainties(raErrDeg: Float64Array, decErrDeg: Float64Array, settings: IngestSettings) {
  const ewSysErrDeg = new Float64Array(raErrDeg.length).fill(arcsecToDeg(settings.raUncertaintyArcsec))
  const nsSysErrDeg = new Float64Array(raErrDeg.length).fill(arcsecToDeg(settings.decUncertaintyArcsec))
  return {
    ewSysErrDeg,
    nsSysErrDeg,
    errorRadiusDeg: raErrDeg.map((raErr, i) => Math.hypot(raErr, decErrDeg[i])),
    uncertaintyEwDeg: raErrDeg.map((raErr, i) => Math.hypot(ewSysErrDeg[i], raErr)),
    uncertaintyNsDeg: decErrDeg.map((decErr, i) => Math.hypot(nsSysErrDeg[i], decErr)),
  }
}
