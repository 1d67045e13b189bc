import { writeUnitVector } from '../../sky/unitVector.ts'
import { Int32List } from '../numberList.ts'

/**
 * Points on the sky that come and move, and the question which of them lie within a radius of a position.
 *
 * Space is cut into cubes, four search radii wide, and a hash of its cube puts each point into a chained bucket. A
 * question looks into the two cubes or so that the search sphere touches, so that its cost does not depend on the
 * number of points. Against a tree this wins because sources move after every epoch: putting a point costs as little
 * as a question, and nothing is ever rebuilt, however large the sky is.
 */
export class SkyGrid {
  private readonly cellsPerUnit: number
  private mask = 0
  private bucketHead = new Int32Array(0)
  private next: Int32Array
  private bucket: Int32Array
  private vectors: Float64Array
  private readonly members = new Int32List()
  private readonly visited = new Int32Array(8)
  private readonly probe = new Float64Array(3)

  /** @param largestRadiusRad the largest radius that will be asked for */
  constructor(largestRadiusRad: number, capacity = 1024) {
    this.cellsPerUnit = 1 / (4 * Math.max(searchChord(largestRadiusRad), 1e-8))
    this.next = new Int32Array(capacity)
    this.bucket = new Int32Array(capacity).fill(-1)
    this.vectors = new Float64Array(3 * capacity)
    this.makeBuckets(2 * capacity)
  }

  /** Puts point `id`, a small integer from 0, at a position, or moves it there. */
  put(id: number, raDeg: number, decDeg: number): void {
    if (id >= this.next.length) this.grow(id + 1)
    writeUnitVector(raDeg, decDeg, this.vectors, 3 * id)
    const bucket = this.bucketOfPoint(id)
    const before = this.bucket[id]
    if (before === bucket) return
    if (before < 0) this.members.push(id)
    else this.unlink(id, before)
    this.link(id, bucket)
  }

  /**
   * Appends to `found` the points within `radiusRad` of a position, in no particular order, each once. Points that
   * are farther by no more than 1e-12 rad may be among them: whoever minds measures again.
   */
  find(raDeg: number, decDeg: number, radiusRad: number, found: Int32List): void {
    writeUnitVector(raDeg, decDeg, this.probe, 0)
    const [x, y, z] = this.probe
    const chord = searchChord(radiusRad)
    const lastX = this.cellOf(x + chord)
    const lastY = this.cellOf(y + chord)
    const lastZ = this.cellOf(z + chord)
    let visits = 0
    for (let cellX = this.cellOf(x - chord); cellX <= lastX; cellX++) {
      for (let cellY = this.cellOf(y - chord); cellY <= lastY; cellY++) {
        for (let cellZ = this.cellOf(z - chord); cellZ <= lastZ; cellZ++) {
          const bucket = this.hash(cellX, cellY, cellZ)
          if (this.bucketHead[bucket] < 0 || this.isVisited(bucket, visits)) continue
          this.visited[visits++] = bucket
          this.collect(bucket, x, y, z, chord * chord, found)
        }
      }
    }
  }

  private collect(bucket: number, x: number, y: number, z: number, chordSquared: number, found: Int32List): void {
    const vectors = this.vectors
    for (let id = this.bucketHead[bucket]; id >= 0; id = this.next[id]) {
      const dx = vectors[3 * id] - x
      const dy = vectors[3 * id + 1] - y
      const dz = vectors[3 * id + 2] - z
      if (dx * dx + dy * dy + dz * dz <= chordSquared) found.push(id)
    }
  }

  /** Two cubes may share a bucket. */
  private isVisited(bucket: number, visits: number): boolean {
    for (let i = 0; i < visits; i++) if (this.visited[i] === bucket) return true
    return false
  }

  private cellOf(coordinate: number): number {
    return Math.floor(coordinate * this.cellsPerUnit)
  }

  private bucketOfPoint(id: number): number {
    const at = 3 * id
    return this.hash(this.cellOf(this.vectors[at]), this.cellOf(this.vectors[at + 1]), this.cellOf(this.vectors[at + 2]))
  }

  private hash(cellX: number, cellY: number, cellZ: number): number {
    const mixed = Math.imul(cellX, 0x9e3779b1) ^ Math.imul(cellY, 0x85ebca77) ^ Math.imul(cellZ, 0xc2b2ae3d)
    return (Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 7) & this.mask
  }

  private link(id: number, bucket: number): void {
    this.next[id] = this.bucketHead[bucket]
    this.bucketHead[bucket] = id
    this.bucket[id] = bucket
  }

  private unlink(id: number, bucket: number): void {
    if (this.bucketHead[bucket] === id) {
      this.bucketHead[bucket] = this.next[id]
      return
    }
    let before = this.bucketHead[bucket]
    while (this.next[before] !== id) before = this.next[before]
    this.next[before] = this.next[id]
  }

  private grow(capacity: number): void {
    const size = Math.max(2 * this.next.length, capacity)
    const vectors = new Float64Array(3 * size)
    vectors.set(this.vectors)
    this.vectors = vectors
    this.next = new Int32Array(size)
    this.bucket = new Int32Array(size).fill(-1)
    this.makeBuckets(2 * size)
    for (let i = 0; i < this.members.length; i++) this.link(this.members.values[i], this.bucketOfPoint(this.members.values[i]))
  }

  private makeBuckets(atLeast: number): void {
    const size = Math.min(2 ** Math.ceil(Math.log2(atLeast)), 2 ** 25)
    this.mask = size - 1
    this.bucketHead = new Int32Array(size).fill(-1)
  }
}

/** The straight line that spans an angle, a little longer so that rounding loses no point. */
function searchChord(radiusRad: number): number {
  return 2 * Math.sin(Math.min(radiusRad, Math.PI) / 2) + 1e-12
}
