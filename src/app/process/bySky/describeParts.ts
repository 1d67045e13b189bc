import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Associations } from '../../../pipeline/detections.ts'
import { rowNumbers, sortByKey } from '../../../pipeline/sortByKey.ts'
import { LightCurveReader, lightCurves, type ForcedPoints, type LightCurves } from '../../../pipeline/statistics/lightCurves.ts'
import { createSourceStatistics, type SourceStatistics } from '../../../pipeline/statistics/sourceColumns.ts'
import { curveStatistics, describeSurroundings } from '../../../pipeline/statistics/sourceStatistics.ts'
import { Spill } from '../../../store/spill/spill.ts'
import type { BuildInput } from '../science.ts'
import type { PartedSources } from './associateParts.ts'
import type { PartedDetections } from './partedDetections.ts'
import { rangesOf } from './ranges.ts'

export const pointSpec = {
  source: 'int32',
  imageIndex: 'int32',
  id: 'float64',
  fluxIntMjy: 'float64',
  fluxIntErrMjy: 'float64',
  fluxPeakMjy: 'float64',
  fluxPeakErrMjy: 'float64',
} as const

export const memberSpec = {
  place: 'int32',
  imageIndex: 'int32',
  id: 'float64',
  separationArcsec: 'float64',
  deRuiterRadius: 'float64',
} as const

/** What the light curves of a run say, and what the largest tables are made of, on the disk. */
export interface DescribedParts {
  readonly statistics: SourceStatistics
  /** The points of all light curves by ranges of source numbers; a light curve stands together, in time order. */
  readonly points: Spill<typeof pointSpec>
  /** Who belongs to which source, by ranges of the places of sources by their ids; those of a source stand together. */
  readonly members: Spill<typeof memberSpec>
  readonly pointCount: number
  /** Points of the longest light curve, and pairs of all. */
  readonly extent: { readonly longest: number; readonly pairs: number }
}

export interface DescribingInput {
  readonly build: BuildInput
  readonly detections: PartedDetections
  readonly sources: PartedSources
  readonly forced: ForcedPoints
  /** By number of a source, its place among all by their ids. */
  readonly places: Int32Array
  readonly mostInRange: number
  readonly folder: string
}

/** The forced fits of the sources of a part, with the numbers that these have in the part. */
function forcedOfPart(forced: ForcedPoints, rows: Int32Array, numberInPart: Int32Array): ForcedPoints {
  const numbers = (column: Float64Array) => Float64Array.from(rows, (row) => column[row])
  return {
    count: rows.length,
    source: rows.map((row) => numberInPart[forced.source[row]]),
    imageIndex: rows.map((row) => forced.imageIndex[row]),
    id: numbers(forced.id),
    fluxMjy: numbers(forced.fluxMjy),
    fluxErrMjy: numbers(forced.fluxErrMjy),
  }
}

/** The rows of the forced fits by the part of their source. */
function forcedByPart({ source }: ForcedPoints, { numbers, sourceCount }: PartedSources) {
  const partOf = new Int32Array(sourceCount)
  const numberInPart = new Int32Array(sourceCount)
  for (const [part, inRun] of numbers.entries()) {
    for (let own = 0; own < inRun.length; own++) {
      partOf[inRun[own]] = part
      numberInPart[inRun[own]] = own
    }
  }
  const partOfRow = source.map((one) => partOf[one])
  const rows = sortByKey(rowNumbers(source.length), partOfRow, numbers.length)
  const start = new Int32Array(numbers.length + 1)
  for (const part of partOfRow) start[part + 1]++
  for (let part = 0; part < numbers.length; part++) start[part + 1] += start[part]
  return { rowsOf: (part: number) => rows.subarray(start[part], start[part + 1]), numberInPart }
}

const columnNames = (Object.keys(createSourceStatistics(0)) as (keyof SourceStatistics)[]).filter((name) => name !== 'count')

function spreadStatistics(into: SourceStatistics, part: SourceStatistics, numbers: Int32Array): void {
  for (const name of columnNames) {
    const [from, to] = [part[name], into[name]] as [Float64Array, Float64Array]
    for (let source = 0; source < numbers.length; source++) to[numbers[source]] = from[source]
  }
}

/** Puts the members of each source of a part to where the table of associations finds them, curve after curve. */
class MemberSpill {
  readonly spill: Spill<typeof memberSpec>
  readonly #places: Int32Array
  readonly #rangeOf: Int32Array

  constructor(folder: string, places: Int32Array, rowsOfSource: Int32Array, mostInRange: number) {
    const rowsOfPlace = new Int32Array(places.length)
    for (let source = 0; source < places.length; source++) rowsOfPlace[places[source]] = rowsOfSource[source]
    const ranges = rangesOf(rowsOfPlace, mostInRange)
    this.#places = places
    this.#rangeOf = ranges.rangeOf
    this.spill = new Spill(join(folder, 'members'), memberSpec, ranges.count)
  }

  add({ detections, associations, forced }: LightCurves, numbers: Int32Array): void {
    const matched = associations.source.length
    const count = matched + forced.count
    const [place, imageIndex, range] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)]
    const [id, separationArcsec, deRuiterRadius] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
    for (let row = 0; row < count; row++) {
      const fit = row - matched
      place[row] = this.#places[numbers[fit < 0 ? associations.source[row] : forced.source[fit]]]
      range[row] = this.#rangeOf[place[row]]
      imageIndex[row] = fit < 0 ? detections.imageIndex[associations.detection[row]] : forced.imageIndex[fit]
      id[row] = fit < 0 ? detections.id[associations.detection[row]] : forced.id[fit]
    }
    separationArcsec.set(associations.separationArcsec)
    deRuiterRadius.set(associations.deRuiterRadius)
    this.spill.scatter(range, { place, imageIndex, id, separationArcsec, deRuiterRadius })
  }
}

/** Puts the points of each light curve of a part to where its pairs are made. */
class PointSpill {
  readonly spill: Spill<typeof pointSpec>
  readonly #rangeOf: Int32Array

  constructor(folder: string, rowsOfSource: Int32Array, mostInRange: number) {
    const ranges = rangesOf(rowsOfSource, mostInRange)
    this.#rangeOf = ranges.rangeOf
    this.spill = new Spill(join(folder, 'points'), pointSpec, ranges.count)
  }

  add(curves: LightCurves, numbers: Int32Array): void {
    const curve = new LightCurveReader(curves)
    const source = new Int32Array(curve.id.length)
    for (let own = 0; own < curves.sourceCount; own++) {
      curve.load(own)
      source.fill(numbers[own], 0, curve.count)
      this.spill.append(this.#rangeOf[numbers[own]], { ...columnsOf(curve), source }, 0, curve.count)
    }
  }
}

function columnsOf({ imageIndex, id, fluxIntMjy, fluxIntErrMjy, fluxPeakMjy, fluxPeakErrMjy }: LightCurveReader) {
  return { imageIndex, id, fluxIntMjy, fluxIntErrMjy, fluxPeakMjy, fluxPeakErrMjy }
}

function pointsOfSources({ detected }: PartedSources, { source }: ForcedPoints): Int32Array {
  const points = detected.slice()
  for (const one of source) points[one]++
  return points
}

function extentOf(points: Int32Array) {
  let [longest, pairs, pointCount] = [0, 0, 0]
  for (const count of points) {
    longest = Math.max(longest, count)
    pairs += (count * (count - 1)) / 2
    pointCount += count
  }
  return { pointCount, extent: { longest, pairs } }
}

/** Describes the sources part after part, and leaves for the tables what the parts hold. */
export async function describeParts(input: DescribingInput, onPart: (detections: number) => void): Promise<DescribedParts> {
  const { build, detections, sources, forced, folder, places, mostInRange } = input
  const { measurements, variability } = build.config
  const minAbsVs = variability.pairMetrics ? variability.sourceAggregatePairMetricsMinAbsVs : null
  const statistics = createSourceStatistics(sources.sourceCount)
  const points = pointsOfSources(sources, forced)
  const pointSpill = new PointSpill(folder, points, mostInRange)
  const memberSpill = new MemberSpill(folder, places, points, mostInRange)
  const fits = forcedByPart(forced, sources)
  for (const [part, numbers] of sources.numbers.entries()) {
    build.stop.throwIfAborted()
    const { relationFrom, relationTo } = sources
    const associations: Associations = { sourceCount: numbers.length, ...sources.entries.read(part), relationFrom, relationTo }
    const own = {
      detections: detections.load(part).detections,
      associations,
      forced: forcedOfPart(forced, fits.rowsOf(part), fits.numberInPart),
    }
    const curves = lightCurves({ ...own, fluxFractionalError: measurements.fluxFractionalError })
    spreadStatistics(statistics, curveStatistics(curves, minAbsVs), numbers)
    if (variability.pairMetrics) pointSpill.add(curves, numbers)
    memberSpill.add(curves, numbers)
    onPart(own.detections.count)
    await setImmediate()
  }
  describeSurroundings(statistics, sources.positions, sources.relationFrom)
  return { statistics, points: pointSpill.spill, members: memberSpill.spill, ...extentOf(points) }
}
