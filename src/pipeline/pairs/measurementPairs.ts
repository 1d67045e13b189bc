import { LightCurveReader } from '../statistics/lightCurves.ts'
import type { LightCurves } from '../statistics/lightCurves.ts'
import { PairBuffers } from './pairGroup.ts'
import type { PairCurve, PairGroup } from './pairGroup.ts'

/** Rows of a row group of Parquet. */
const defaultPairsPerGroup = 122_880

/** Pairs of all sources: N (N - 1) / 2 for a light curve of N points. */
export function countPairs({ sourceCount, offsets }: LightCurves): number {
  let pairs = 0
  for (let s = 0; s < sourceCount; s++) {
    const points = offsets[s + 1] - offsets[s]
    pairs += (points * (points - 1)) / 2
  }
  return pairs
}

/** The curves of some sources, one after the other; each is read before the next is asked for. */
export type CurvesInTurn = Iterable<{ readonly source: number; readonly curve: PairCurve }>

/** How much there is in all of them. */
export interface PairExtent {
  readonly pairs: number
  /** Points of the longest curve. */
  readonly longest: number
}

/**
 * All pairs of points within each light curve with their two-epoch metrics, in the order (source, a, b) where a is the
 * earlier one: Vs = (Sa - Sb) / hypot(ea, eb) and m = 2 (Sa - Sb) / (Sa + Sb). m of two fluxes that add to 0 is
 * infinite.
 *
 * They come in groups of up to `pairsPerGroup`, in columns that the next group overwrites. The pairs of one point a are
 * never parted: where they are more, they are a group.
 *
 * @see Mooley et al. 2016, ApJ 818, 105, section 5
 */
export function* pairsOfCurves(
  curves: CurvesInTurn,
  { pairs, longest }: PairExtent,
  pairsPerGroup = defaultPairsPerGroup,
): Generator<PairGroup, void, undefined> {
  const buffers = new PairBuffers(Math.max(Math.min(pairs, pairsPerGroup), longest - 1))
  for (const { source, curve } of curves) {
    let a = 0
    while (a < curve.count - 1) {
      a = buffers.addCurve(source, curve, a)
      if (a < curve.count - 1) {
        yield buffers.group()
        buffers.clear()
      }
    }
  }
  if (!buffers.isEmpty) yield buffers.group()
}

function* inTurn(curve: LightCurveReader, sourceCount: number): CurvesInTurn {
  for (let source = 0; source < sourceCount; source++) {
    curve.load(source)
    yield { source, curve }
  }
}

/** {@link pairsOfCurves} for all sources of a run. */
export function measurementPairs(curves: LightCurves, pairsPerGroup?: number): Generator<PairGroup, void, undefined> {
  const curve = new LightCurveReader(curves)
  return pairsOfCurves(inTurn(curve, curves.sourceCount), { pairs: countPairs(curves), longest: curve.id.length }, pairsPerGroup)
}
