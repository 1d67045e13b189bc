import {
  addToMeanPosition,
  copyMeanPosition,
  createMeanPositions,
  growMeanPositions,
  startMeanPosition,
  weightOf,
  writeMeanPositionDeg,
} from '../../sky/meanPosition.ts'
import { Float64List, Int32List } from '../numberList.ts'
import type { DetectionPositions } from './detectionPositions.ts'

/**
 * The sources while they grow: mean position, relations and past of each.
 *
 * The past of a source is a chain of entries, newest first, each pointing at the one before. Chains never change behind
 * their newest entry, so that a fork shares the whole past of its source and costs the same for a past of any length.
 */
export class SourceBook {
  count = 0
  /** Newest entry of each source. */
  newest = new Int32Array(initialCapacity)
  /** Number of entries of each source. */
  entries = new Int32Array(initialCapacity)
  /** Present mean position of each source, [ra, dec] after [ra, dec], deg. */
  positionDeg = new Float64Array(2 * initialCapacity)

  readonly entryDetection = new Int32List()
  /** The entry before in the same source, -1 at the first. */
  readonly entryBefore = new Int32List()
  readonly entrySeparationArcsec = new Float64List()
  readonly entryDeRuiter = new Float64List()

  /** Each related pair at least once, in either direction. */
  readonly relationFrom = new Int32List()
  readonly relationTo = new Int32List()

  private means = createMeanPositions(initialCapacity)
  private readonly detections: DetectionPositions

  constructor(detections: DetectionPositions) {
    this.detections = detections
  }

  /** A new source with one detection; returns its number. */
  start(detection: number): number {
    const source = this.nextSource()
    this.newest[source] = -1
    startMeanPosition(this.means, source, this.detections.raDeg[detection], this.detections.decDeg[detection])
    this.append(source, detection, 0, 0)
    return source
  }

  /** A new source with the past of `source`; returns its number. */
  fork(source: number): number {
    const fork = this.nextSource()
    this.newest[fork] = this.newest[source]
    this.entries[fork] = this.entries[source]
    copyMeanPosition(this.means, source, fork)
    return fork
  }

  /** Adds a detection to a source and moves the mean position of the source. */
  append(source: number, detection: number, separationArcsec: number, deRuiter: number): void {
    this.entryBefore.push(this.newest[source])
    this.newest[source] = this.entryDetection.length
    this.entries[source]++
    this.entryDetection.push(detection)
    this.entrySeparationArcsec.push(separationArcsec)
    this.entryDeRuiter.push(deRuiter)
    const { raDeg, decDeg, uncertaintyEwDeg, uncertaintyNsDeg } = this.detections
    const weightEw = weightOf(uncertaintyEwDeg[detection])
    const weightNs = weightOf(uncertaintyNsDeg[detection])
    addToMeanPosition(this.means, source, raDeg[detection], decDeg[detection], weightEw, weightNs)
    writeMeanPositionDeg(this.means, source, this.positionDeg, 2 * source)
  }

  relate(source: number, other: number): void {
    this.relationFrom.push(source)
    this.relationTo.push(other)
  }

  /** Variance of the mean position, east-west, deg^2. */
  varianceEwDeg2(source: number): number {
    return 1 / this.means.sumWeightEw[source]
  }

  /** Variance of the mean position, north-south, deg^2. */
  varianceNsDeg2(source: number): number {
    return 1 / this.means.sumWeightNs[source]
  }

  private nextSource(): number {
    if (this.count === this.newest.length) this.grow(2 * this.count)
    return this.count++
  }

  private grow(capacity: number): void {
    this.newest = int32Of(capacity, this.newest)
    this.entries = int32Of(capacity, this.entries)
    const positionDeg = new Float64Array(2 * capacity)
    positionDeg.set(this.positionDeg)
    this.positionDeg = positionDeg
    this.means = growMeanPositions(this.means, capacity)
  }
}

const initialCapacity = 1024

function int32Of(capacity: number, values: Int32Array) {
  const grown = new Int32Array(capacity)
  grown.set(values)
  return grown
}
