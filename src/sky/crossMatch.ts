import { degToRad, raDifferenceDeg, radToDeg } from './angle.ts'
import { SkyPairCollector } from './skyPairs.ts'
import type { SkyPairs } from './skyPairs.ts'

const maximumZones = 65_536
/** Right ascension in units of 2^-32 of a turn, 0.3 mas: for sorting and windows only, never for distances. */
const ticksPerTurn = 4_294_967_296

/**
 * All pairs within `radiusDeg` (inclusive) between two catalogues: `query` counts in the first, `index` in the second.
 * Positions that are not finite match nothing.
 *
 * Both are sorted into zones of declination no narrower than the radius and, within a zone, by right ascension; then
 * each zone sweeps over its three neighbours in the other catalogue. Cost: sorting, plus the positions in windows
 * about twice the radius wide. Separations are exact (haversine), at the poles and at RA 0 as elsewhere.
 */
export function crossMatch(
  raDeg: Float64Array,
  decDeg: Float64Array,
  otherRaDeg: Float64Array,
  otherDecDeg: Float64Array,
  radiusDeg: number,
): SkyPairs {
  // No narrower than the radius, and not many more than there are positions to fill them.
  const largest = Math.min(maximumZones, raDeg.length + otherRaDeg.length)
  const zoneCount = Math.max(1, Math.min(largest, Math.floor(180 / (radiusDeg * (1 + 1e-9)))))
  const queries = sortIntoZones(raDeg, decDeg, zoneCount)
  const others = sortIntoZones(otherRaDeg, otherDecDeg, zoneCount)
  const sweep = new ZoneSweep(queries, others, radiusDeg)
  for (let zone = 0; zone < zoneCount; zone++) {
    if (queries.starts[zone] === queries.starts[zone + 1]) continue
    const window = windowTicks(zone, zoneCount, radiusDeg)
    for (let other = Math.max(0, zone - 1); other <= Math.min(zoneCount - 1, zone + 1); other++) sweep.run(zone, other, window)
  }
  return sweep.pairs.sorted(raDeg.length)
}

interface Zones {
  /** First slot of each zone, and the end. */
  readonly starts: Int32Array
  /** Of each slot: index in the catalogue, position, and right ascension in ticks. */
  readonly order: Int32Array
  readonly raDeg: Float64Array
  readonly decDeg: Float64Array
  readonly ticks: Float64Array
}

function sortIntoZones(raDeg: Float64Array, decDeg: Float64Array, zoneCount: number): Zones {
  const low = new Uint16Array(raDeg.length)
  const high = new Uint16Array(raDeg.length)
  const zones = new Uint16Array(raDeg.length)
  let order = new Int32Array(raDeg.length)
  let count = 0
  for (let i = 0; i < raDeg.length; i++) {
    if (!Number.isFinite(raDeg[i]) || !Number.isFinite(decDeg[i])) continue
    const turn = raDeg[i] / 360
    const ticks = Math.min(ticksPerTurn - 1, Math.floor((turn - Math.floor(turn)) * ticksPerTurn))
    low[i] = ticks % 65_536
    high[i] = Math.floor(ticks / 65_536)
    zones[i] = Math.max(0, Math.min(zoneCount - 1, Math.floor(((decDeg[i] + 90) / 180) * zoneCount)))
    order[count++] = i
  }
  order = order.subarray(0, count)
  order = sortByDigit(order, low, 65_536).order
  order = sortByDigit(order, high, 65_536).order
  const byZone = sortByDigit(order, zones, zoneCount)
  return gatherZones(byZone, raDeg, decDeg, low, high)
}

function gatherZones(
  { order, starts }: { order: Int32Array; starts: Int32Array },
  raDeg: Float64Array,
  decDeg: Float64Array,
  low: Uint16Array,
  high: Uint16Array,
): Zones {
  const count = order.length
  const zones = { starts, order, raDeg: new Float64Array(count), decDeg: new Float64Array(count), ticks: new Float64Array(count) }
  for (let slot = 0; slot < count; slot++) {
    const i = order[slot]
    zones.raDeg[slot] = raDeg[i]
    zones.decDeg[slot] = decDeg[i]
    zones.ticks[slot] = high[i] * 65_536 + low[i]
  }
  return zones
}

/** One pass of a radix sort: stable; `starts[d]` is where digit d begins. */
function sortByDigit(order: Int32Array, digits: Uint16Array, digitCount: number): { order: Int32Array<ArrayBuffer>; starts: Int32Array } {
  const starts = new Int32Array(digitCount + 1)
  for (let i = 0; i < order.length; i++) starts[digits[order[i]] + 1]++
  for (let digit = 0; digit < digitCount; digit++) starts[digit + 1] += starts[digit]
  const next = starts.slice()
  const sorted = new Int32Array(order.length)
  for (let i = 0; i < order.length; i++) sorted[next[digits[order[i]]]++] = order[i]
  return { order: sorted, starts }
}

/** Half width in right ascension of a circle of the radius about a position of the zone, rounded up; half a turn where it holds a pole. */
function windowTicks(zone: number, zoneCount: number, radiusDeg: number): number {
  const height = 180 / zoneCount
  const largestDec = Math.max(Math.abs(zone * height - 90), Math.abs((zone + 1) * height - 90))
  if (largestDec + radiusDeg >= 90 - 1e-9) return ticksPerTurn / 2
  const halfWidthDeg = radToDeg(Math.asin(Math.sin(degToRad(radiusDeg)) / Math.cos(degToRad(largestDec))))
  return Math.min(ticksPerTurn / 2, Math.ceil((halfWidthDeg / 360) * ticksPerTurn * (1 + 1e-9)) + 2)
}

class ZoneSweep {
  readonly pairs = new SkyPairCollector()
  readonly #queries: Zones
  readonly #others: Zones
  readonly #radiusDeg: number
  /** sin^2(radius / 2): what haversines are compared with. */
  readonly #limit: number

  constructor(queries: Zones, others: Zones, radiusDeg: number) {
    this.#queries = queries
    this.#others = others
    this.#radiusDeg = radiusDeg
    this.#limit = Math.sin(degToRad(Math.min(180, radiusDeg)) / 2) ** 2
  }

  run(zone: number, otherZone: number, window: number): void {
    const { starts, ticks } = this.#others
    const first = starts[otherZone]
    const end = starts[otherZone + 1]
    let low = first
    for (let slot = this.#queries.starts[zone]; slot < this.#queries.starts[zone + 1]; slot++) {
      const tick = this.#queries.ticks[slot]
      while (low < end && ticks[low] < tick - window) low++
      let other = low
      for (; other < end && ticks[other] <= tick + window; other++) this.#compare(slot, other)
      // The window goes on at the other end of the zone where it crosses RA 0.
      if (tick + window >= ticksPerTurn) {
        const wrapped = tick + window - ticksPerTurn
        for (let k = first; k < low && ticks[k] <= wrapped; k++) this.#compare(slot, k)
      }
      if (tick < window) {
        const wrapped = tick - window + ticksPerTurn
        for (let k = end - 1; k >= other && ticks[k] >= wrapped; k--) this.#compare(slot, k)
      }
    }
  }

  #compare(slot: number, other: number): void {
    const decDeg = this.#queries.decDeg[slot]
    const otherDecDeg = this.#others.decDeg[other]
    if (!(Math.abs(otherDecDeg - decDeg) <= this.#radiusDeg)) return
    const sinDec = Math.sin(degToRad(otherDecDeg - decDeg) / 2)
    const sinRa = Math.sin(degToRad(raDifferenceDeg(this.#others.raDeg[other], this.#queries.raDeg[slot])) / 2)
    const haversine = sinDec * sinDec + Math.cos(degToRad(decDeg)) * Math.cos(degToRad(otherDecDeg)) * sinRa * sinRa
    if (haversine > this.#limit) return
    this.pairs.add(this.#queries.order[slot], this.#others.order[other], radToDeg(2 * Math.asin(Math.sqrt(Math.min(1, haversine)))))
  }
}
