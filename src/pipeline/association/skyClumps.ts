import { arcsecToRad, radToDeg } from '../../sky/angle.ts'
import { type DisjointSets, disjointSets, joinSets, rootOf } from '../../sky/disjointSets.ts'
import { healpixNested } from '../../sky/healpix.ts'
import { writeUnitVector } from '../../sky/unitVector.ts'
import { Float64List, Int32List } from '../numberList.ts'

/** HEALPix order by which clumps are put into a row: cells of 14 arcmin. */
const orderOfSky = 8
/** More than what rounding and the curvature of the sky can take from a separation: 0.004 arcsec. */
const slackRad = 2e-8
/** Cubes along the diameter of the unit sphere, at most: their numbers, three in one, are exact doubles. */
const mostCubes = 2 ** 17

/** Which part of a sky each clump of detections belongs to. */
export interface SkyParts {
  readonly count: number
  /** Number of detections of each part. */
  readonly sizes: Int32Array
  /** The part of a position that was counted. */
  partOf(raDeg: number, decDeg: number): number
}

/**
 * Clumps of positions: two positions within the reach of each other are in one clump, directly or through others, so that
 * detections of different clumps never meet in an association whose reach this is.
 *
 * Space is cut into cubes as wide as the reach; positions are in one clump where their cubes are the same or touch. That
 * joins a little more than it must, and takes memory for the places where there is something instead of for all detections.
 */
export class SkyClumps {
  readonly #perUnit: number
  readonly #keys = new Float64List()
  readonly #counts = new Int32List()
  readonly #vector = new Float64Array(3)
  #table = new Int32Array(2 ** 12).fill(-1)

  constructor(reachArcsec: number) {
    const edge = 2 * Math.sin(Math.min(Math.PI, arcsecToRad(reachArcsec)) / 2) + slackRad
    this.#perUnit = Math.min(1 / edge, mostCubes / 2 - 2)
  }

  /** Number of cubes with detections: a little more than there are sources. */
  get places(): number {
    return this.#keys.length
  }

  /** Counts a detection at a position. */
  add(raDeg: number, decDeg: number): void {
    const key = this.#keyAt(raDeg, decDeg)
    const slot = this.#slotOf(key)
    const cube = this.#table[slot]
    if (cube >= 0) {
      this.#counts.values[cube]++
      return
    }
    this.#table[slot] = this.#keys.length
    this.#keys.push(key)
    this.#counts.push(1)
    if (2 * this.#keys.length > this.#table.length) this.#growTable()
  }

  /**
   * Parts of whole clumps, neighbours on the sky together, of up to `mostInPart` detections each; a clump that has more is a
   * part of its own.
   */
  parts(mostInPart: number): SkyParts {
    const sets = this.#joinedCubes()
    const counts = this.#counts.values
    const sizeOfClump = new Int32Array(sets.length)
    for (let cube = 0; cube < sets.length; cube++) sizeOfClump[rootOf(sets, cube)] += counts[cube]
    const sizes = new Int32List()
    const partOfClump = new Int32Array(sets.length)
    for (const clump of this.#clumpsAlongSky(sets)) {
      const last = sizes.length - 1
      if (last >= 0 && sizes.values[last] + sizeOfClump[clump] <= mostInPart) sizes.values[last] += sizeOfClump[clump]
      else sizes.push(sizeOfClump[clump])
      partOfClump[clump] = sizes.length - 1
    }
    const partOfCube = sets.map((_, cube) => partOfClump[rootOf(sets, cube)])
    const partOf = (raDeg: number, decDeg: number) => partOfCube[this.#table[this.#slotOf(this.#keyAt(raDeg, decDeg))]]
    return { count: sizes.length, sizes: sizes.values.slice(0, sizes.length), partOf }
  }

  #keyAt(raDeg: number, decDeg: number): number {
    writeUnitVector(raDeg, decDeg, this.#vector, 0)
    const [x, y, z] = this.#vector
    return this.#key(this.#cubeOf(x), this.#cubeOf(y), this.#cubeOf(z))
  }

  /** From 1 on, so that the cubes about an outermost one have numbers too. */
  #cubeOf(coordinate: number): number {
    return Math.floor((coordinate + 1) * this.#perUnit) + 1
  }

  #key(x: number, y: number, z: number): number {
    return (x * mostCubes + y) * mostCubes + z
  }

  /** Where the table has the cube with that key, or has room for it. */
  #slotOf(key: number): number {
    const mask = this.#table.length - 1
    const mixed = Math.imul((key % 0x1_0000_0000) ^ Math.imul(Math.floor(key / 0x1_0000_0000), 0x85ebca6b), 0x9e3779b1)
    let slot = (mixed ^ (mixed >>> 15)) & mask
    while (this.#table[slot] >= 0 && this.#keys.values[this.#table[slot]] !== key) slot = (slot + 1) & mask
    return slot
  }

  #growTable(): void {
    this.#table = new Int32Array(2 * this.#table.length).fill(-1)
    for (let cube = 0; cube < this.#keys.length; cube++) this.#table[this.#slotOf(this.#keys.values[cube])] = cube
  }

  #joinedCubes(): DisjointSets {
    const sets = disjointSets(this.#keys.length)
    for (let cube = 0; cube < sets.length; cube++) {
      for (const step of laterNeighbours) {
        const other = this.#table[this.#slotOf(this.#keys.values[cube] + step)]
        if (other >= 0) joinSets(sets, cube, other)
      }
    }
    return sets
  }

  /** Clumps by the HEALPix cells of the cubes that they are named after. */
  #clumpsAlongSky(sets: DisjointSets): Int32Array {
    const clumps = Int32Array.from(sets.keys()).filter((cube) => rootOf(sets, cube) === cube)
    const [raDeg, decDeg] = [new Float64Array(clumps.length), new Float64Array(clumps.length)]
    for (let i = 0; i < clumps.length; i++) {
      const key = this.#keys.values[clumps[i]]
      const x = this.#middleOf(Math.floor(key / mostCubes ** 2))
      const y = this.#middleOf(Math.floor(key / mostCubes) % mostCubes)
      const z = this.#middleOf(key % mostCubes)
      raDeg[i] = radToDeg(Math.atan2(y, x))
      decDeg[i] = radToDeg(Math.atan2(z, Math.hypot(x, y)))
    }
    // One exact double a clump: cells of order 8 are below 2^20.
    const keys = healpixNested(raDeg, decDeg, orderOfSky).map((cell, i) => cell * 2 ** 32 + clumps[i])
    return Int32Array.from(keys.sort(), (key) => key % 2 ** 32)
  }

  #middleOf(cube: number): number {
    return (cube - 0.5) / this.#perUnit - 1
  }
}

/** What leads from a cube's key to those of the 13 neighbours that come after it: the other 13 come before. */
const laterNeighbours = [-1, 0, 1]
  .flatMap((x) => [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((z) => (x * mostCubes + y) * mostCubes + z)))
  .filter((step) => step > 0)
