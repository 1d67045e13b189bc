import type { EtaVSources } from '../../../app/contract/etaVPlane.ts'
import type { EtaVPlane } from '../../plots/etaV/etaVPlane.ts'

/** More candidates than these are not listed: an analysis has them all. */
export const mostListed = 5_000

/** A point that is listed. */
export interface CandidateRow {
  /** Its place among the points. */
  readonly index: number
  /** Its place in the list, by eta. */
  readonly place: number
  /** As the API names it: place of its version, id. */
  readonly key: string
  readonly run: string
  readonly version: number
  readonly runId: string | null
  readonly id: number
  readonly eta: number
  readonly v: number
  readonly datapoints: number
  /** Where it was asked for, as files have it. */
  readonly found?: EtaVSources['sources'][number] | undefined
}

/** A point as it is listed. */
export function rowOf({ id, origin, logEta, logV, datapoints, head }: EtaVPlane, index: number, place = 0): CandidateRow {
  const version = head.versions[origin[index] ?? 0]
  return {
    index,
    place,
    key: `${origin[index]}-${id[index]}`,
    run: version?.run ?? '',
    version: version?.version ?? 0,
    runId: version?.runId ?? null,
    id: id[index] ?? 0,
    eta: 10 ** (logEta[index] ?? 0),
    v: 10 ** (logV[index] ?? 0),
    datapoints: datapoints[index] ?? 0,
  }
}

/** The marked points with the largest eta, that first; at most so many. */
export function candidateRows(plane: EtaVPlane, marks: Uint8Array, kept: number, most = mostListed): readonly CandidateRow[] {
  const indices = new Uint32Array(kept)
  let found = 0
  for (let i = 0; i < marks.length && found < kept; i++) if (marks[i] === 1) indices[found++] = i
  const { logEta } = plane
  // Numbers sort fast, and rows by a comparison slowly: first, which are among the largest.
  const least = Float32Array.from(indices, (i) => logEta[i] ?? 0).sort()[Math.max(0, kept - most)] ?? -Infinity
  return Array.from(indices.filter((i) => (logEta[i] ?? 0) >= least))
    .sort((a, b) => (logEta[b] ?? 0) - (logEta[a] ?? 0) || a - b)
    .slice(0, most)
    .map((index, place) => rowOf(plane, index, place))
}
