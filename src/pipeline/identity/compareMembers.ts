import type { EarlierSources } from './inheritSourceIds.ts'

/** Entries by their keys: those of a key are `values[offset[key] .. offset[key + 1])`. */
interface Grouped {
  readonly offset: Int32Array
  readonly values: Int32Array
}

function group(keys: Int32Array, values: Int32Array, keyCount: number): Grouped {
  const offset = new Int32Array(keyCount + 1)
  for (const key of keys) offset[key + 1]++
  for (let key = 0; key < keyCount; key++) offset[key + 1] += offset[key]
  const next = offset.slice()
  const grouped = new Int32Array(values.length)
  for (let entry = 0; entry < keys.length; entry++) grouped[next[keys[entry]]++] = values[entry]
  return { offset, values: grouped }
}

/** Ids of one image follow each other within such a block. */
const IDS_PER_BLOCK = 2 ** 20

/** Numbers the measurements of both sides from 0, with few gaps: at 10^7 of them a map would take gigabytes. */
function numberMeasurements(sides: readonly EarlierSources[]): { readonly count: number; readonly numberOf: (id: number) => number } {
  const used = new Map<number, number>()
  for (const { measurementId } of sides) {
    for (const id of measurementId) {
      const block = Math.floor(id / IDS_PER_BLOCK)
      const length = id - block * IDS_PER_BLOCK + 1
      if (length > (used.get(block) ?? 0)) used.set(block, length)
    }
  }
  let count = 0
  const start = new Map<number, number>()
  for (const [block, length] of used) {
    start.set(block, count - block * IDS_PER_BLOCK)
    count += length
  }
  return { count, numberOf: (id) => (start.get(Math.floor(id / IDS_PER_BLOCK)) ?? 0) + id }
}

/** Which source has which measurements, and the other way round. */
interface Members {
  readonly ids: Float64Array
  readonly bySource: Grouped
  readonly byMeasurement: Grouped
}

/** In loops: `from` and `filter` of typed arrays keep every number as an object meanwhile. */
function membersOf({ sourceId, measurementId }: EarlierSources, { count, numberOf }: ReturnType<typeof numberMeasurements>): Members {
  const placeOf = new Map<number, number>()
  const source = new Int32Array(sourceId.length)
  const measurement = new Int32Array(sourceId.length)
  for (let entry = 0; entry < source.length; entry++) {
    const place = placeOf.get(sourceId[entry]) ?? placeOf.size
    if (place === placeOf.size) placeOf.set(sourceId[entry], place)
    source[entry] = place
    measurement[entry] = numberOf(measurementId[entry])
  }
  return {
    ids: Float64Array.from(placeOf.keys()),
    bySource: group(source, measurement, placeOf.size),
    byMeasurement: group(measurement, source, count),
  }
}

/** Finds the sources of one side that have measurements of a source of the other: their ids. */
function touchFinder(own: Members, other: Members): (source: number) => readonly number[] {
  const seenFor = new Int32Array(other.ids.length).fill(-1)
  return (source) => {
    const found: number[] = []
    for (let entry = own.bySource.offset[source]; entry < own.bySource.offset[source + 1]; entry++) {
      const measurement = own.bySource.values[entry]
      for (let at = other.byMeasurement.offset[measurement]; at < other.byMeasurement.offset[measurement + 1]; at++) {
        const place = other.byMeasurement.values[at]
        if (seenFor[place] === source) continue
        seenFor[place] = source
        found.push(other.ids[place])
      }
    }
    return found
  }
}

/** Sources by their ids, ascending, with the ids of those of the other side. */
type Several = readonly (readonly [id: number, others: readonly number[]])[]

/**
 * Sources of one side whose measurements belong to several of the other. A measurement may belong to several sources:
 * those that shared some on their own side too have not come apart, or together, and count once.
 */
function several(own: Members, other: Members): Several {
  const [touched, beside] = [touchFinder(own, other), touchFinder(own, own)]
  const found: (readonly [number, readonly number[]])[] = []
  for (let source = 0; source < own.ids.length; source++) {
    const others = touched(source)
    if (others.length < 2) continue
    const id = own.ids[source]
    const shared = new Set(beside(source))
    const apart = others.filter((one) => one === id || !shared.has(one))
    if (apart.length > 1) found.push([id, apart.toSorted((a, b) => a - b)])
  }
  return found.toSorted(([a], [b]) => a - b)
}

/** Which sources split from one version to another, into which, and which merged, from which. */
export function compareMembers(before: EarlierSources, after: EarlierSources): { readonly split: Several; readonly merged: Several } {
  const numbering = numberMeasurements([before, after])
  const [earlier, later] = [membersOf(before, numbering), membersOf(after, numbering)]
  return { split: several(earlier, later), merged: several(later, earlier) }
}
