import { failure, makeFault, type Result, success } from '../fault/fault.ts'
import type { ProjectionCode } from '../sky/wcsParameters.ts'

export const variableKinds = ['sinusoid', 'flare', 'walk', 'step'] as const
export type VariableKind = (typeof variableKinds)[number]

/** A source that the survey holds whatever the seed, at an offset from the survey's centre. */
export interface PlantedSource {
  /** Its id in the truth files. */
  readonly id: string
  /** Offsets on the tangent plane of the survey's centre, arcsec. */
  readonly eastArcsec: number
  readonly northArcsec: number
  /** The flux density in each epoch, mJy; 0 where it is off. Epochs after the last have the last value. */
  readonly fluxMjy: readonly number[]
  readonly kind: VariableKind | 'transient'
}

/** What a synthetic survey is. Everything follows from these and nothing else: equal options give equal bytes. */
export interface SurveyOptions {
  readonly seed: string
  readonly epochs: number
  /** Pointing centres, in a grid about the survey's centre, all observed in every epoch. */
  readonly fieldColumns: number
  readonly fieldRows: number
  /** How much of an image its neighbour in the grid repeats, 0 to 0.9. */
  readonly fieldOverlap: number
  /** Largest offset of a pointing from its field's centre, per axis, drawn anew for each image. */
  readonly ditherArcsec: number
  /** Start of the first epoch, ISO 8601 with a Z. */
  readonly startUtc: string
  readonly cadenceDays: number
  /** `logarithmic`: the gaps between epochs grow by a half each time. */
  readonly cadenceSpacing: 'regular' | 'logarithmic'
  /** Each epoch starts up to this much later. Below the cadence. */
  readonly cadenceJitterDays: number
  /** Width and height of an image. */
  readonly sizePixels: number
  readonly pixelScaleArcsec: number
  readonly projection: ProjectionCode
  /** The restoring beam; each image has its own, scattered about this one. */
  readonly beamMajorArcsec: number
  readonly beamMinorArcsec: number
  readonly beamPaDeg: number
  /** Relative scatter (1 sigma) of the beam's axes from image to image; its angle scatters by 100 times as many degrees. */
  readonly beamScatter: number
  readonly frequencyMhz: number
  readonly bandwidthMhz: number
  readonly durationS: number
  readonly telescope: string
  readonly centreRaDeg: number
  readonly centreDecDeg: number
  /** Catalogue components wanted in an image, on average. The density of sources on the sky follows from it. */
  readonly componentsPerImage: number
  /** Cumulative counts go as flux to this power; -1.5 is a Euclidean sky. */
  readonly fluxSlope: number
  /** The faintest true sources, in units of `rmsMjy`. Below `detectionSigma`, so that noise can lift some over it. */
  readonly faintestSigma: number
  readonly brightestMjy: number
  readonly variableFraction: number
  /** The kinds in equal shares. */
  readonly variableKinds: readonly VariableKind[]
  /** New transients in each epoch; 0.5 is one in every second. */
  readonly transientsPerEpoch: number
  /** Fraction of sources with a companion at one to three beams. */
  readonly doubleFraction: number
  /** Fraction of sources that are slightly resolved: half a beam to one beam. */
  readonly extendedFraction: number
  /** Fraction of sources that crowd about another, within six beams. */
  readonly crowding: number
  /** Noise at the centre of an image, mJy/beam. */
  readonly rmsMjy: number
  /** Noise in the middle of an image's side over noise at its centre; it rises as a Gaussian primary beam falls. */
  readonly rmsRise: number
  /** Pixels further than this fraction of the half diagonal from the centre are blank (NaN); null for none. */
  readonly blankBeyond: number | null
  readonly detectionSigma: number
  /** Systematic astrometric error of an image, 1 sigma per axis. */
  readonly astrometricRmsArcsec: number
  /** Relative error of an image's flux scale, 1 sigma. */
  readonly fluxScaleRms: number
  readonly catalogueForm: 'txt' | 'csv' | 'xml'
  /** How `config.yaml` names its inputs: one list, or a map of epochs. */
  readonly inputForm: 'list' | 'epochs'
  readonly planted: readonly PlantedSource[]
}

type NumericOption = { [K in keyof SurveyOptions]: SurveyOptions[K] extends number ? K : never }[keyof SurveyOptions]

interface Range {
  readonly option: NumericOption
  readonly from: number
  readonly to: number
  readonly isInteger?: boolean
}

const ranges: readonly Range[] = [
  { option: 'epochs', from: 1, to: 9999, isInteger: true },
  { option: 'fieldColumns', from: 1, to: 100, isInteger: true },
  { option: 'fieldRows', from: 1, to: 100, isInteger: true },
  { option: 'fieldOverlap', from: 0, to: 0.9 },
  { option: 'ditherArcsec', from: 0, to: 3600 },
  { option: 'cadenceDays', from: 1e-4, to: 3650 },
  { option: 'cadenceJitterDays', from: 0, to: 3650 },
  { option: 'sizePixels', from: 64, to: 16384, isInteger: true },
  { option: 'pixelScaleArcsec', from: 0.01, to: 120 },
  { option: 'beamMajorArcsec', from: 0.02, to: 1200 },
  { option: 'beamMinorArcsec', from: 0.02, to: 1200 },
  { option: 'beamPaDeg', from: -180, to: 180 },
  { option: 'beamScatter', from: 0, to: 0.1 },
  { option: 'frequencyMhz', from: 10, to: 1e6 },
  { option: 'bandwidthMhz', from: 0.001, to: 1e5 },
  { option: 'durationS', from: 0, to: 1e6 },
  { option: 'centreRaDeg', from: -360, to: 360 },
  { option: 'centreDecDeg', from: -90, to: 90 },
  { option: 'componentsPerImage', from: 0, to: 100_000 },
  { option: 'fluxSlope', from: -3, to: -0.5 },
  { option: 'faintestSigma', from: 1, to: 100 },
  { option: 'brightestMjy', from: 0.001, to: 1e7 },
  { option: 'variableFraction', from: 0, to: 1 },
  { option: 'transientsPerEpoch', from: 0, to: 1000 },
  { option: 'doubleFraction', from: 0, to: 1 },
  { option: 'extendedFraction', from: 0, to: 1 },
  { option: 'crowding', from: 0, to: 0.9 },
  { option: 'rmsMjy', from: 1e-6, to: 1e6 },
  { option: 'rmsRise', from: 1, to: 10 },
  { option: 'detectionSigma', from: 3, to: 100 },
  { option: 'astrometricRmsArcsec', from: 0, to: 60 },
  { option: 'fluxScaleRms', from: 0, to: 0.3 },
]

/** The options as they are, or a fault that names every one that cannot be, with what was expected and found. */
export function checkOptions(options: SurveyOptions): Result<SurveyOptions> {
  const problems = [...ranges.flatMap((range) => rangeProblem(options, range)), ...relationProblems(options)]
  if (problems.length === 0) return success(options)
  return failure(
    makeFault('simulate.options', `The survey cannot be made: ${problems.join('; ')}.`, {
      hint: 'Change these options and simulate again.',
      data: { problems },
    }),
  )
}

function rangeProblem(options: SurveyOptions, { option, from, to, isInteger }: Range): string[] {
  const value = options[option]
  const isRight = value >= from && value <= to && (!isInteger || Number.isInteger(value))
  return isRight ? [] : [`${option}: expected ${isInteger ? 'an integer' : 'a number'} from ${from} to ${to}, found ${value}`]
}

/** Cadences between the first epoch and another. */
export function epochGaps(spacing: SurveyOptions['cadenceSpacing'], epoch: number): number {
  return spacing === 'regular' ? epoch : (1.5 ** epoch - 1) / 0.5
}

/** What must hold between options: true, or the problem. */
type Relation = readonly [isRight: boolean, problem: string]

function relationProblems(options: SurveyOptions): string[] {
  const relations = [...timeRelations(options), ...imageRelations(options), ...skyRelations(options)]
  return relations.filter(([isRight]) => !isRight).map(([, problem]) => problem)
}

function timeRelations(options: SurveyOptions): Relation[] {
  const { startUtc, cadenceDays, cadenceJitterDays } = options
  const lastDays = (epochGaps(options.cadenceSpacing, options.epochs) + 1) * cadenceDays
  const isTime = startUtc.endsWith('Z') && !Number.isNaN(Date.parse(startUtc))
  return [
    [isTime, `startUtc: expected an ISO 8601 time that ends in Z, found ${startUtc}`],
    [
      cadenceJitterDays < cadenceDays,
      `cadenceJitterDays: expected less than the cadence of ${cadenceDays} days, found ${cadenceJitterDays}`,
    ],
    [
      !(lastDays > 365_250),
      `epochs: expected a survey of at most 1000 years, found ${(lastDays / 365.25).toExponential(1)}; take fewer epochs or a shorter cadence`,
    ],
  ]
}

function imageRelations(options: SurveyOptions): Relation[] {
  const { beamMajorArcsec, beamMinorArcsec, pixelScaleArcsec, sizePixels, blankBeyond, projection, centreDecDeg } = options
  const sideArcsec = sizePixels * pixelScaleArcsec
  const fieldsDeg = (Math.max(options.fieldColumns, options.fieldRows) * sideArcsec) / 3600
  return [
    [beamMinorArcsec <= beamMajorArcsec, `beamMinorArcsec: expected at most beamMajorArcsec, ${beamMajorArcsec}, found ${beamMinorArcsec}`],
    [
      beamMinorArcsec >= 2.5 * pixelScaleArcsec,
      `beamMinorArcsec: expected at least 2.5 pixels of ${pixelScaleArcsec}", found ${beamMinorArcsec}`,
    ],
    [
      8 * beamMajorArcsec <= sideArcsec,
      `sizePixels: expected at least 8 beams of ${beamMajorArcsec}", found ${sizePixels} pixels of ${pixelScaleArcsec}"`,
    ],
    [!(fieldsDeg > 60), `fieldColumns, fieldRows: expected at most 60 deg of sky on a side, found ${fieldsDeg.toFixed(1)} deg`],
    [blankBeyond === null || (blankBeyond >= 0.3 && blankBeyond <= 1), `blankBeyond: expected 0.3 to 1 or null, found ${blankBeyond}`],
    [
      projection !== 'CAR' || Math.abs(centreDecDeg) <= 80,
      `projection: expected CAR within 80 deg of the equator, found ${centreDecDeg}; take SIN, TAN or ZEA near the poles`,
    ],
  ]
}

function skyRelations(options: SurveyOptions): Relation[] {
  const { planted, faintestSigma, detectionSigma, brightestMjy } = options
  const faintestMjy = faintestSigma * options.rmsMjy
  const beamArea = options.beamMajorArcsec * options.beamMinorArcsec
  const mostComponents = Math.floor((options.sizePixels * options.pixelScaleArcsec) ** 2 / (10 * beamArea))
  return [
    [
      !(options.componentsPerImage > mostComponents),
      `componentsPerImage: expected at most ${mostComponents}, one in ten beams, found ${options.componentsPerImage}`,
    ],
    [
      faintestSigma >= detectionSigma / 10,
      `faintestSigma: expected at least a tenth of detectionSigma, ${detectionSigma}, found ${faintestSigma}`,
    ],
    [brightestMjy > faintestMjy, `brightestMjy: expected more than the faintest source, ${faintestMjy} mJy, found ${brightestMjy}`],
    [
      options.variableFraction === 0 || options.variableKinds.length > 0,
      `variableKinds: expected at least one of ${variableKinds.join(', ')}, found none`,
    ],
    [new Set(planted.map(({ id }) => id)).size === planted.length, 'planted: expected ids that differ, found one twice'],
    [
      planted.every(({ fluxMjy }) => fluxMjy.length > 0 && fluxMjy.every((flux) => flux >= 0)),
      'planted: expected at least one flux density a source, none negative, found otherwise',
    ],
  ]
}
