import { arcsecToDeg, degToArcsec, degToRad, radToDeg } from '../sky/angle.ts'
import { writeOffsetPositionDeg, writeTangentOffsetDeg } from '../sky/separation.ts'
import { drawLightCurve } from './lightCurve.ts'
import type { SurveyOptions, VariableKind } from './options.ts'
import type { RandomStream } from './random.ts'
import { type Field, letters } from './schedule.ts'
import { sourcesPerSquareDegree } from './sourceDensity.ts'

export type SourceKind = 'steady' | VariableKind | 'transient'

/** The truth: every source of the survey, one entry in each column. */
export interface SkyModel {
  readonly count: number
  readonly id: readonly string[]
  readonly kind: readonly SourceKind[]
  readonly raDeg: Float64Array
  readonly decDeg: Float64Array
  /** Integrated flux density, mJy: steady, quiescent or mean; of a transient its highest. */
  readonly fluxMjy: Float64Array
  /** Intrinsic size, full width at half maximum, arcsec; 0 for a point. */
  readonly majorArcsec: Float64Array
  readonly minorArcsec: Float64Array
  readonly paDeg: Float64Array
  /** Id of the source whose companion it is; empty for the others. */
  readonly companionOf: readonly string[]
  /** Row in {@link curvesMjy}, or -1 for a steady source. */
  readonly curve: Int32Array
  /** Flux density in each epoch, one array a varying source. */
  readonly curvesMjy: readonly Float64Array[]
}

/** Integrated flux density of a source in an epoch, mJy. */
export function fluxInEpochMjy(model: SkyModel, source: number, epoch: number): number {
  return model.curve[source] < 0 ? model.fluxMjy[source] : model.curvesMjy[model.curve[source]][epoch]
}

interface DrawnSource {
  readonly id: string
  readonly kind: SourceKind
  readonly raDeg: number
  readonly decDeg: number
  readonly fluxMjy: number
  readonly majorArcsec: number
  readonly minorArcsec: number
  readonly paDeg: number
  readonly companionOf: string
  readonly curveMjy: Float64Array | null
}

const point = { majorArcsec: 0, minorArcsec: 0, paDeg: 0, companionOf: '', curveMjy: null }

/**
 * Draws the sky of a survey: the population first, then the planted sources, then the transients epoch by epoch. A
 * survey with more epochs has the same sources, and after them the transients of the new epochs.
 */
export function drawSkyModel(
  options: SurveyOptions,
  fields: readonly Field[],
  startsDays: readonly number[],
  random: RandomStream,
): SkyModel {
  const sources = [
    ...drawPopulation(options, fields, startsDays, random.fork('population')),
    ...plantSources(options, startsDays.length),
    ...startsDays.flatMap((_, epoch) => drawTransients(options, fields, startsDays, epoch, random.fork(`transients ${epoch}`))),
  ]
  return toColumns(sources)
}

function toColumns(sources: readonly DrawnSource[]): SkyModel {
  const varying = sources.filter((source) => source.curveMjy !== null)
  const rowOf = new Map(varying.map((source, row) => [source, row]))
  const column = (pick: (source: DrawnSource) => number) => Float64Array.from(sources, pick)
  return {
    count: sources.length,
    id: sources.map((source) => source.id),
    kind: sources.map((source) => source.kind),
    raDeg: column((source) => source.raDeg),
    decDeg: column((source) => source.decDeg),
    fluxMjy: column((source) => source.fluxMjy),
    majorArcsec: column((source) => source.majorArcsec),
    minorArcsec: column((source) => source.minorArcsec),
    paDeg: column((source) => source.paDeg),
    companionOf: sources.map((source) => source.companionOf),
    curve: Int32Array.from(sources, (source) => rowOf.get(source) ?? -1),
    curvesMjy: varying.flatMap((source) => source.curveMjy ?? []),
  }
}

/** Half the side of a field with its dithers and a beam around it, deg. */
function halfSideDeg(options: SurveyOptions): number {
  return arcsecToDeg((options.sizePixels * options.pixelScaleArcsec) / 2 + options.ditherArcsec + 2 * options.beamMajorArcsec)
}

/** True where a position can fall into an image of one of the fields. */
function isObserved(raDeg: number, decDeg: number, fields: readonly Field[], halfDeg: number): boolean {
  const offset = new Float64Array(2)
  return fields.some((field) => {
    writeTangentOffsetDeg(raDeg, decDeg, field.raDeg, field.decDeg, offset, 0)
    return Math.abs(offset[0]) <= halfDeg && Math.abs(offset[1]) <= halfDeg
  })
}

function drawPopulation(
  options: SurveyOptions,
  fields: readonly Field[],
  startsDays: readonly number[],
  random: RandomStream,
): DrawnSource[] {
  const halfDeg = halfSideDeg(options)
  const spreadDeg = arcsecToDeg(options.sizePixels * options.pixelScaleArcsec) * (1 - options.fieldOverlap)
  const reachX = halfDeg + (spreadDeg * (options.fieldColumns - 1)) / 2
  const reachY = halfDeg + (spreadDeg * (options.fieldRows - 1)) / 2
  const capRad = Math.atan(degToRad(Math.hypot(reachX, reachY)))
  const capArea = radToDeg(radToDeg(2 * Math.PI * (1 - Math.cos(capRad))))
  const wanted = Math.round(sourcesPerSquareDegree(options) * capArea)
  const sources: DrawnSource[] = []
  const position = new Float64Array(2)
  for (let i = 0; i < wanted; i++) {
    placeInCap(options, capRad, random, position)
    if (!isObserved(position[0], position[1], fields, halfDeg)) continue
    if (random.uniform() < options.crowding && sources.length > 0) {
      const host = sources[random.integerBelow(sources.length)]
      placeAbout(host, 6 * options.beamMajorArcsec * Math.sqrt(random.uniform()), random, position)
    }
    const source = drawSource(options, `S${String(sources.length + 1).padStart(6, '0')}`, position, startsDays, random)
    sources.push(source)
    if (random.uniform() < options.doubleFraction) sources.push(drawCompanion(options, source, random, position))
  }
  return sources
}

/** A position anywhere within `capRad` of the survey's centre, evenly over the sphere. */
function placeInCap(options: SurveyOptions, capRad: number, random: RandomStream, out: Float64Array): void {
  const radiusRad = Math.acos(1 - random.uniform() * (1 - Math.cos(capRad)))
  const centre = { raDeg: options.centreRaDeg, decDeg: options.centreDecDeg }
  placeAbout(centre, degToArcsec(radToDeg(Math.tan(radiusRad))), random, out)
}

/** A position at this distance on the tangent plane of another, in any direction. */
function placeAbout(other: Pick<DrawnSource, 'raDeg' | 'decDeg'>, radiusArcsec: number, random: RandomStream, out: Float64Array): void {
  const angle = 2 * Math.PI * random.uniform()
  const radiusDeg = arcsecToDeg(radiusArcsec)
  writeOffsetPositionDeg(radiusDeg * Math.sin(angle), radiusDeg * Math.cos(angle), other.raDeg, other.decDeg, out, 0)
}

function drawSource(
  options: SurveyOptions,
  id: string,
  position: Float64Array,
  startsDays: readonly number[],
  random: RandomStream,
): DrawnSource {
  const faintestMjy = options.faintestSigma * options.rmsMjy
  const fluxMjy = Math.min(options.brightestMjy, faintestMjy * random.uniform() ** (1 / options.fluxSlope))
  const isVariable = random.uniform() < options.variableFraction
  const kind = options.variableKinds[random.integerBelow(Math.max(1, options.variableKinds.length))]
  const isExtended = random.uniform() < options.extendedFraction
  const majorArcsec = options.beamMajorArcsec * random.uniformBetween(0.5, 1)
  const size = { majorArcsec, minorArcsec: majorArcsec * random.uniformBetween(0.2, 0.9), paDeg: 180 * random.uniform() }
  const base = { ...point, id, raDeg: position[0], decDeg: position[1], fluxMjy, ...(isExtended && !isVariable ? size : {}) }
  if (!isVariable) return { ...base, kind: 'steady' }
  const factors = drawLightCurve(kind, startsDays, options.cadenceDays, random.fork(`light curve ${id}`))
  return { ...base, kind, curveMjy: factors.map((factor) => factor * fluxMjy) }
}

/** A steady companion of 0.3 to 1 times the flux, one to three beams away. */
function drawCompanion(options: SurveyOptions, primary: DrawnSource, random: RandomStream, position: Float64Array): DrawnSource {
  placeAbout(primary, options.beamMajorArcsec * random.uniformBetween(1, 3), random, position)
  const fluxMjy = primary.fluxMjy * random.logUniformBetween(0.3, 1)
  return { ...point, id: `${primary.id}B`, kind: 'steady', raDeg: position[0], decDeg: position[1], fluxMjy, companionOf: primary.id }
}

function plantSources(options: SurveyOptions, epochs: number): DrawnSource[] {
  return options.planted.map(({ id, kind, eastArcsec, northArcsec, fluxMjy }) => {
    const position = new Float64Array(2)
    writeOffsetPositionDeg(arcsecToDeg(eastArcsec), arcsecToDeg(northArcsec), options.centreRaDeg, options.centreDecDeg, position, 0)
    const curveMjy = Float64Array.from({ length: epochs }, (_, epoch) => fluxMjy[Math.min(epoch, fluxMjy.length - 1)])
    return { ...point, id, kind, raDeg: position[0], decDeg: position[1], fluxMjy: Math.max(...fluxMjy), curveMjy }
  })
}

/** The transients that go off in one epoch: 12 to 80 times the noise; three in five are gone by the next, the others fade. */
function drawTransients(
  options: SurveyOptions,
  fields: readonly Field[],
  startsDays: readonly number[],
  epoch: number,
  random: RandomStream,
): DrawnSource[] {
  const rate = options.transientsPerEpoch
  const count = Math.floor((epoch + 1) * rate) - Math.floor(epoch * rate)
  const reachDeg = 0.4 * arcsecToDeg(options.sizePixels * options.pixelScaleArcsec)
  return Array.from({ length: count }, (_, i) => {
    const field = fields[random.integerBelow(fields.length)]
    const xiDeg = random.uniformBetween(-reachDeg, reachDeg)
    const etaDeg = random.uniformBetween(-reachDeg, reachDeg)
    const position = new Float64Array(2)
    writeOffsetPositionDeg(xiDeg, etaDeg, field.raDeg, field.decDeg, position, 0)
    const fluxMjy = options.rmsMjy * random.logUniformBetween(12, 80)
    const decayDays = options.cadenceDays * random.uniformBetween(0.5, 2)
    const isSingle = random.uniform() < 0.6
    const curveMjy = Float64Array.from(startsDays, (days, other) => {
      if (other < epoch || (isSingle && other > epoch)) return 0
      return fluxMjy * Math.exp(-(days - startsDays[epoch]) / decayDays)
    })
    const id = `T${String(epoch + 1).padStart(2, '0')}${letters(i)}`
    return { ...point, id, kind: 'transient' as const, raDeg: position[0], decDeg: position[1], fluxMjy, curveMjy }
  })
}
