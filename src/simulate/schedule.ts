import { arcsecToDeg, degToRad } from '../sky/angle.ts'
import { writeOffsetPositionDeg } from '../sky/separation.ts'
import type { WcsParameters } from '../sky/wcsParameters.ts'
import type { Ellipse } from './ellipse.ts'
import { epochGaps, type SurveyOptions } from './options.ts'
import type { RandomStream } from './random.ts'
import { positionName } from './sexagesimal.ts'

const dayMs = 86_400_000

/** A pointing centre of the survey. */
export interface Field {
  /** `SIM_hhmm+dd`, as ASKAP names its fields; a letter is added where two would be the same. */
  readonly name: string
  readonly raDeg: number
  readonly decDeg: number
}

/** One image to be made: when and where, and the errors that it shall have. */
export interface Observation {
  /** 0-based. */
  readonly epoch: number
  /** `01`, `02` ...: as many figures as the last epoch needs, so that names sort by time. */
  readonly epochName: string
  readonly fieldName: string
  readonly schedulingBlock: number
  readonly startMs: number
  readonly wcs: WcsParameters
  readonly beam: Ellipse
  /** What is added to all positions: the image's systematic error. */
  readonly astrometryEastArcsec: number
  readonly astrometryNorthArcsec: number
  /** What multiplies all flux densities. */
  readonly fluxScale: number
  readonly random: RandomStream
}

/** The pointing centres, rows of the grid from the south, columns from the east. */
export function makeFields(options: SurveyOptions): Field[] {
  const stepDeg = arcsecToDeg(options.sizePixels * options.pixelScaleArcsec) * (1 - options.fieldOverlap)
  const fields: Field[] = []
  const position = new Float64Array(2)
  for (let row = 0; row < options.fieldRows; row++) {
    for (let column = 0; column < options.fieldColumns; column++) {
      const xiDeg = stepDeg * ((options.fieldColumns - 1) / 2 - column)
      const etaDeg = stepDeg * (row - (options.fieldRows - 1) / 2)
      writeOffsetPositionDeg(xiDeg, etaDeg, options.centreRaDeg, options.centreDecDeg, position, 0)
      fields.push({ name: fieldName(position[0], position[1]), raDeg: position[0], decDeg: position[1] })
    }
  }
  return fields.map((field, i) => ({ ...field, name: distinctName(fields, i) }))
}

function fieldName(raDeg: number, decDeg: number): string {
  const name = positionName(raDeg, decDeg)
  return `SIM_${name.slice(0, 4)}${name.slice(6, 9)}`
}

function distinctName(fields: readonly Field[], i: number): string {
  const { name } = fields[i]
  const same = fields.filter((field) => field.name === name)
  return same.length === 1 ? name : name + letters(same.indexOf(fields[i])).toUpperCase()
}

/** `a` to `z`, then `aa` to `zz` and so on, for 0, 1, 2 ... */
export function letters(index: number): string {
  const last = String.fromCodePoint(97 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}

/** Starts of the epochs in days after the survey's start, rising. Each depends on its number only. */
export function epochStartsDays(options: SurveyOptions, random: RandomStream): number[] {
  return Array.from({ length: options.epochs }, (_, epoch) => {
    return (
      epochGaps(options.cadenceSpacing, epoch) * options.cadenceDays + options.cadenceJitterDays * random.fork(`epoch ${epoch}`).uniform()
    )
  })
}

/** All images of the survey, epoch after epoch, field after field. */
export function makeSchedule(
  options: SurveyOptions,
  fields: readonly Field[],
  startsDays: readonly number[],
  random: RandomStream,
): Observation[] {
  const digits = Math.max(2, String(options.epochs).length)
  return startsDays.flatMap((startDays, epoch) =>
    fields.map((field, index) => {
      const startMs = Date.parse(options.startUtc) + Math.round(startDays * dayMs) + index * 1000 * (options.durationS + 60)
      return observe(options, field, random.fork(`epoch ${epoch}/field ${index}`), {
        epoch,
        epochName: String(epoch + 1).padStart(digits, '0'),
        schedulingBlock: epoch * fields.length + index + 1,
        startMs,
      })
    }),
  )
}

function observe(
  options: SurveyOptions,
  field: Field,
  random: RandomStream,
  visit: Pick<Observation, 'epoch' | 'epochName' | 'schedulingBlock' | 'startMs'>,
): Observation {
  const errors = random.fork('errors')
  const ditherDeg = arcsecToDeg(options.ditherArcsec)
  const position = new Float64Array(2)
  const xiDeg = errors.uniformBetween(-ditherDeg, ditherDeg)
  const etaDeg = errors.uniformBetween(-ditherDeg, ditherDeg)
  writeOffsetPositionDeg(xiDeg, etaDeg, field.raDeg, field.decDeg, position, 0)
  return {
    ...visit,
    fieldName: field.name,
    wcs: imageWcs(options, position[0], position[1]),
    beam: scatteredBeam(options, errors),
    astrometryEastArcsec: options.astrometricRmsArcsec * errors.normal(),
    astrometryNorthArcsec: options.astrometricRmsArcsec * errors.normal(),
    fluxScale: Math.exp(options.fluxScaleRms * errors.normal()),
    random,
  }
}

function scatteredBeam(options: SurveyOptions, random: RandomStream): Ellipse {
  const a = options.beamMajorArcsec * (1 + options.beamScatter * random.normal())
  const b = options.beamMinorArcsec * (1 + options.beamScatter * random.normal())
  const turnedDeg = options.beamPaDeg + 100 * options.beamScatter * random.normal()
  const paDeg = ((turnedDeg % 180) + 180) % 180
  return { majorArcsec: Math.max(a, b), minorArcsec: Math.min(a, b), paDeg }
}

/**
 * The world coordinates of an image about a centre, with the reference at pixel NAXIS/2 + 1 in the counting of FITS.
 * CAR keeps its reference on the equator, as wcslib wants it, and is stretched in right ascension to square pixels.
 */
function imageWcs(options: SurveyOptions, raDeg: number, decDeg: number): WcsParameters {
  const scaleDeg = arcsecToDeg(options.pixelScaleArcsec)
  const middle = Math.floor(options.sizePixels / 2)
  const isCylindrical = options.projection === 'CAR'
  const stretch = isCylindrical ? Math.max(0.01, Math.cos(degToRad(decDeg))) : 1
  return {
    projection: options.projection,
    referenceX: middle,
    referenceY: isCylindrical ? middle - decDeg / scaleDeg : middle,
    referenceRaDeg: raDeg,
    referenceDecDeg: isCylindrical ? 0 : decDeg,
    matrixDeg: [-scaleDeg / stretch, 0, 0, scaleDeg],
    lonPoleDeg: isCylindrical ? 0 : 180,
    latPoleDeg: isCylindrical ? 90 : decDeg,
    slantXi: 0,
    slantEta: 0,
  }
}
