import type { AssociationMethod } from '../../src/pipeline/association/settings.ts'
import { type DrawnImage, type Offset, settingsOf } from './skyField.ts'

interface FlatSource {
  readonly rows: number[]
  readonly related: Set<FlatSource>
}

interface FlatPair {
  readonly row: number
  source: FlatSource
  readonly distance: number
}

const beamMajorArcsec = 15

/**
 * The association rules once more, as plainly as they can be said: on a plane, in arcsec, with objects and lists, every
 * mean computed anew, every detection compared with every source. All uncertainties are 1 arcsec; one image an epoch.
 *
 * @returns the rows of each source, and for each the rows of its related sources, both sorted
 */
export function associateOnPlane(method: AssociationMethod, images: readonly DrawnImage[]): { rows: number[]; related: number[][] }[] {
  const settings = settingsOf(method)
  const offsets = images.flatMap(({ detections }) => detections)
  const limit = method === 'deruiter' ? (settings.deRuiterBeamwidthLimit * beamMajorArcsec) / 2 : settings.radiusArcsec
  const sources: FlatSource[] = []
  let row = 0
  for (const { detections } of images) {
    const rows = detections.map(() => row++)
    let pairs = rows.flatMap((row) =>
      sources.flatMap((source) => {
        const apart = distance(offsets[row], meanOf(source, offsets))
        const deRuiter = apart / Math.sqrt(1 + 1 / source.rows.length)
        if (apart > limit || (method === 'deruiter' && deRuiter > settings.deRuiterRadius)) return []
        return [{ row, source, distance: method === 'deruiter' ? deRuiter : apart }]
      }),
    )
    pairs = method === 'basic' ? nearestOfEachRow(pairs) : withoutFarManyToMany(pairs)
    forkOneToMany(pairs, sources)
    for (const a of pairs) for (const b of pairs) if (a.row === b.row && a.source !== b.source) relate(a.source, b.source)
    for (const { source, row } of pairs) source.rows.push(row)
    for (const row of rows) if (!pairs.some((pair) => pair.row === row)) sources.push({ rows: [row], related: new Set() })
  }
  return sources
    .map(({ rows, related }) => ({ rows, related: [...related].map((source) => source.rows).sort(compareRows) }))
    .sort((a, b) => compareRows(a.rows, b.rows))
}

function nearestOfEachRow(pairs: FlatPair[]): FlatPair[] {
  return pairs.filter((pair) => pairs.every((other) => other.row !== pair.row || other.distance >= pair.distance))
}

function withoutFarManyToMany(pairs: FlatPair[]): FlatPair[] {
  const shared = pairs.filter((a) => pairs.some((b) => b !== a && b.row === a.row) && pairs.some((b) => b !== a && b.source === a.source))
  return pairs.filter(
    (pair) => !shared.includes(pair) || shared.every((other) => other.row !== pair.row || other.distance >= pair.distance),
  )
}

function forkOneToMany(pairs: FlatPair[], sources: FlatSource[]): void {
  for (const source of sources.slice()) {
    const rivals = pairs.filter((pair) => pair.source === source).sort((a, b) => a.distance - b.distance)
    for (const pair of rivals.slice(1)) {
      const fork = { rows: [...source.rows], related: new Set<FlatSource>() }
      sources.push(fork)
      relate(source, fork)
      pair.source = fork
    }
  }
}

function relate(a: FlatSource, b: FlatSource): void {
  a.related.add(b)
  b.related.add(a)
}

function meanOf({ rows }: FlatSource, offsets: readonly Offset[]): Offset {
  const mean = (axis: 0 | 1) => rows.reduce((sum, row) => sum + offsets[row][axis], 0) / rows.length
  return [mean(0), mean(1)]
}

function distance(a: Offset, b: Offset): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

export function compareRows(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((row, i) => row !== b[i])
  return differs < 0 || differs >= b.length ? a.length - b.length : a[differs] - b[differs]
}
