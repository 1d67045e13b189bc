import type { CardToWrite } from '../formats/fits/headerText.ts'
import { startFitsImage } from '../formats/fits/writer.ts'
import { arcsecToDeg } from '../sky/angle.ts'
import type { SurveyOptions } from './options.ts'
import type { Observation } from './schedule.ts'
import type { SurveySink } from './surveySink.ts'

const stripPixels = 1 << 20

/** Where the four files of one image lie in the survey. */
export interface ImagePaths {
  readonly image: string
  readonly noise: string
  readonly background: string
  readonly catalogue: string
}

/** Paths as ASKAP names its files, in a directory for each epoch. */
export function imagePaths(observation: Observation, form: SurveyOptions['catalogueForm']): ImagePaths {
  const directory = `epoch${observation.epochName}`
  const block = `SB${String(observation.schedulingBlock).padStart(5, '0')}`
  const stem = `image.i.${observation.fieldName}.${block}.cont.taylor.0.restored`
  return {
    image: `${directory}/${stem}.fits`,
    noise: `${directory}/noiseMap.${stem}.fits`,
    background: `${directory}/meanMap.${stem}.fits`,
    catalogue: `${directory}/selavy-${stem}.components.${form}`,
  }
}

/** Writes `rows` rows from row `y` to the start of `strip`. */
export type StripSource = (y: number, rows: number, strip: Float32Array) => void

/** Writes a square image of four axes (right ascension, declination, frequency, Stokes I), strip by strip. */
export async function writeImageFile(
  sink: SurveySink,
  path: string,
  size: number,
  cards: readonly CardToWrite[],
  fill: StripSource,
): Promise<void> {
  const file = await sink.file(path)
  const writer = await startFitsImage(file, { axes: [size, size, 1, 1], bitpix: -32 }, cards)
  const stripRows = Math.max(1, Math.floor(stripPixels / size))
  const strip = new Float32Array(stripRows * size)
  for (let y = 0; y < size; y += stripRows) {
    const rows = Math.min(stripRows, size - y)
    fill(y, rows, strip)
    await writer.writeRows(strip.subarray(0, rows * size))
  }
  await writer.end()
  await file.close()
}

/** The header of an image and of its maps, as ASKAPsoft writes it. */
export function imageCards(options: SurveyOptions, observation: Observation): CardToWrite[] {
  const { beam } = observation
  return [
    ['BUNIT', 'Jy/beam', 'brightness unit'],
    ['BTYPE', 'Intensity'],
    ['BMAJ', arcsecToDeg(beam.majorArcsec), 'restoring beam major axis, deg'],
    ['BMIN', arcsecToDeg(beam.minorArcsec), 'restoring beam minor axis, deg'],
    ['BPA', beam.paDeg, 'restoring beam position angle, deg'],
    ...celestialCards(observation),
    ['CTYPE3', 'FREQ'],
    ['CRPIX3', 1],
    ['CRVAL3', options.frequencyMhz * 1e6],
    ['CDELT3', options.bandwidthMhz * 1e6],
    ['CUNIT3', 'Hz'],
    ['CTYPE4', 'STOKES'],
    ['CRPIX4', 1],
    ['CRVAL4', 1],
    ['CDELT4', 1],
    ['SPECSYS', 'TOPOCENT'],
    ['TELESCOP', options.telescope],
    ['OBJECT', observation.fieldName],
    ['SBID', observation.schedulingBlock, 'scheduling block'],
    ['DATE-OBS', new Date(observation.startMs).toISOString().slice(0, -1), 'start of the observation'],
    ['TIMESYS', 'UTC'],
    ['DURATION', options.durationS, 'duration of the observation, s'],
    ['ORIGIN', 'Halley', 'synthetic image'],
  ]
}

function celestialCards({ wcs }: Observation): CardToWrite[] {
  return [
    ['RADESYS', 'FK5'],
    ['EQUINOX', 2000],
    ['LONPOLE', wcs.lonPoleDeg],
    ['LATPOLE', wcs.latPoleDeg],
    ['CTYPE1', `RA---${wcs.projection}`],
    ['CRPIX1', wcs.referenceX + 1],
    ['CRVAL1', wcs.referenceRaDeg],
    ['CDELT1', wcs.matrixDeg[0]],
    ['CUNIT1', 'deg'],
    ['CTYPE2', `DEC--${wcs.projection}`],
    ['CRPIX2', wcs.referenceY + 1],
    ['CRVAL2', wcs.referenceDecDeg],
    ['CDELT2', wcs.matrixDeg[3]],
    ['CUNIT2', 'deg'],
  ]
}
