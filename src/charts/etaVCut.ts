import { chiSquareSurvival, lnEtaSignificance } from '../sky/chiSquare.ts'
import { falseDiscovery } from '../sky/falseDiscovery.ts'
import { jointNormalSurvival } from '../sky/normal.ts'

type Floats = Float64Array | Float32Array
type Whole = Int32Array | Uint16Array

/** Sources in the plane of eta and V: only those that take part, with both above 0. */
export interface EtaVPoints {
  /** Logarithms to base 10. */
  readonly logEta: Floats
  readonly logV: Floats
  /** Measurements of each. */
  readonly datapoints: Whole
}

/** What is above both thresholds, or what is significant by itself. */
export type EtaVCut =
  | { readonly kind: 'sigma'; readonly logEta: number; readonly logV: number }
  /** Natural logarithm of the largest p-value of eta that is kept. */
  | { readonly kind: 'discovery'; readonly lnLargest: number }

/** How many false candidates to expect among sources that are all steady. */
export interface ExpectedFalse {
  /** Where log eta and log V are as the fitted Gaussians with their correlation say. Null for a cut by p-values. */
  readonly byGaussians: number | null
  /** Where eta is as chi-squared says: by eta alone, so at most so many. */
  readonly byChiSquared: number
}

/** Gaussians through the logarithms, and where each is cut. */
export interface EtaVSigmas {
  readonly etaSigma: number
  readonly vSigma: number
  readonly correlation: number
}

/** How many sources have so many measurements, by number of measurements. */
export function datapointCounts(datapoints: Whole): ReadonlyMap<number, number> {
  const counts = new Uint32Array(65_536)
  const more = new Map<number, number>()
  for (let i = 0; i < datapoints.length; i++) {
    const count = datapoints[i]
    if (count < counts.length) counts[count]++
    else more.set(count, (more.get(count) ?? 0) + 1)
  }
  const found = [...counts.entries()].filter(([, sources]) => sources > 0)
  return new Map([...found, ...more])
}

/** Expected false candidates above an eta and a V. @param counts of {@link datapointCounts} */
export function expectedAbove(counts: ReadonlyMap<number, number>, logEta: number, sigmas: EtaVSigmas): ExpectedFalse {
  const eta = 10 ** logEta
  let [sources, byChiSquared] = [0, 0]
  for (const [datapoints, count] of counts) {
    sources += count
    byChiSquared += count * chiSquareSurvival((datapoints - 1) * eta, datapoints - 1)
  }
  return { byGaussians: sources * jointNormalSurvival(sigmas.etaSigma, sigmas.vSigma, sigmas.correlation), byChiSquared }
}

/** Natural logarithms of the p-values of eta, of the points [first, end). */
export function lnSignificances({ logEta, datapoints }: EtaVPoints, into: Floats, first: number, end: number): void {
  for (let i = first; i < end; i++) into[i] = lnEtaSignificance(10 ** logEta[i], datapoints[i])
}

export interface DiscoveryCut {
  readonly cut: Extract<EtaVCut, { readonly kind: 'discovery' }>
  readonly kept: number
  readonly expected: ExpectedFalse
}

/** The cut by p-values at a rate of false discoveries (Benjamini and Hochberg). @param lnSorted the smallest first */
export function discoveryCut(lnSorted: Floats, rate: number): DiscoveryCut {
  const { kept, lnLargest } = falseDiscovery(lnSorted, rate)
  return { cut: { kind: 'discovery', lnLargest }, kept, expected: { byGaussians: null, byChiSquared: kept * rate } }
}

/** Marks the points that a cut keeps by 1, the others by 0. @param lnP needed for a cut by p-values @returns how many it keeps */
export function markCandidates(points: EtaVPoints, cut: EtaVCut, lnP: Floats | null, marks: Uint8Array): number {
  const { logEta, logV } = points
  let kept = 0
  if (cut.kind === 'sigma') {
    const { logEta: eta, logV: v } = cut
    for (let i = 0; i < logEta.length; i++) kept += marks[i] = logEta[i] > eta && logV[i] > v ? 1 : 0
    return kept
  }
  for (let i = 0; i < logEta.length; i++) kept += marks[i] = lnP !== null && lnP[i] <= cut.lnLargest ? 1 : 0
  return kept
}
