import { arcsecToRad, degToArcsec } from '../../sky/angle.ts'
import { separationDeg, writeTangentOffsetDeg } from '../../sky/separation.ts'
import { Float64List, Int32List } from '../numberList.ts'
import type { DetectionPositions } from './detectionPositions.ts'
import type { AssociationSettings } from './settings.ts'
import type { SkyGrid } from './skyGrid.ts'
import type { SourceBook } from './sourceBook.ts'

/** Detections of an epoch beside the sources that they may belong to: one entry a pair, detections ascending. */
export class CandidatePairs {
  readonly detection = new Int32List()
  readonly source = new Int32List()
  readonly separationArcsec = new Float64List()
  /** 0 unless the method is de Ruiter's. */
  readonly deRuiter = new Float64List()

  get count(): number {
    return this.detection.length
  }

  clear(): void {
    this.truncate(0)
  }

  truncate(count: number): void {
    this.detection.length = count
    this.source.length = count
    this.separationArcsec.length = count
    this.deRuiter.length = count
  }

  add(detection: number, source: number, separationArcsec: number, deRuiter: number): void {
    this.detection.push(detection)
    this.source.push(source)
    this.separationArcsec.push(separationArcsec)
    this.deRuiter.push(deRuiter)
  }

  /** Overwrites pair `to` with pair `from`. */
  copy(from: number, to: number): void {
    this.detection.values[to] = this.detection.values[from]
    this.source.values[to] = this.source.values[from]
    this.separationArcsec.values[to] = this.separationArcsec.values[from]
    this.deRuiter.values[to] = this.deRuiter.values[from]
  }
}

/** What stays the same from epoch to epoch while candidates are looked for. */
export interface Search {
  readonly detections: DetectionPositions
  readonly settings: AssociationSettings
  readonly book: SourceBook
  readonly grid: SkyGrid
  readonly found: Int32List
}

/**
 * Fills `pairs` with every detection of `rows` and every source whose mean position is within `radiusArcsec` of it,
 * and for de Ruiter's method within the de Ruiter radius too. For the basic method only the nearest source of each
 * detection stays; of equally near ones the one that began first.
 */
export function findCandidates(search: Search, rows: Int32Array, radiusArcsec: number, pairs: CandidatePairs): void {
  const { detections, settings, grid, found } = search
  const radiusRad = arcsecToRad(radiusArcsec)
  const keepNearest = settings.method === 'basic'
  pairs.clear()
  for (const row of rows) {
    const first = pairs.count
    found.length = 0
    grid.find(detections.raDeg[row], detections.decDeg[row], radiusRad, found)
    for (let i = 0; i < found.length; i++) addCandidate(search, row, found.values[i], radiusArcsec, pairs)
    if (keepNearest && pairs.count > first + 1) truncateToNearest(pairs, first)
  }
}

function addCandidate(
  { detections, settings, book }: Search,
  row: number,
  source: number,
  radiusArcsec: number,
  pairs: CandidatePairs,
): void {
  const separation = degToArcsec(
    separationDeg(detections.raDeg[row], detections.decDeg[row], book.positionDeg[2 * source], book.positionDeg[2 * source + 1]),
  )
  if (separation > radiusArcsec) return
  const deRuiter = settings.method === 'deruiter' ? deRuiterRadius(detections, row, book, source) : 0
  if (settings.method === 'deruiter' && deRuiter > settings.deRuiterRadius) return
  pairs.add(row, source, separation, deRuiter)
}

const offset = new Float64Array(2)

/**
 * Distance of a detection from the mean position of a source in units of their combined errors, dimensionless, from
 * offsets in the plane that touches the sky at the source.
 *
 * @see de Ruiter, Willis & Arp 1977, A&AS 28, 211
 */
function deRuiterRadius(detections: DetectionPositions, row: number, book: SourceBook, source: number): number {
  const { raDeg, decDeg, uncertaintyEwDeg, uncertaintyNsDeg } = detections
  writeTangentOffsetDeg(raDeg[row], decDeg[row], book.positionDeg[2 * source], book.positionDeg[2 * source + 1], offset, 0)
  const varianceEw = uncertaintyEwDeg[row] ** 2 + book.varianceEwDeg2(source)
  const varianceNs = uncertaintyNsDeg[row] ** 2 + book.varianceNsDeg2(source)
  return Math.sqrt(offset[0] ** 2 / varianceEw + offset[1] ** 2 / varianceNs)
}

function truncateToNearest(pairs: CandidatePairs, first: number): void {
  const separation = pairs.separationArcsec.values
  const source = pairs.source.values
  let nearest = first
  for (let i = first + 1; i < pairs.count; i++) {
    if (separation[i] < separation[nearest] || (separation[i] === separation[nearest] && source[i] < source[nearest])) nearest = i
  }
  pairs.copy(nearest, first)
  pairs.truncate(first + 1)
}
