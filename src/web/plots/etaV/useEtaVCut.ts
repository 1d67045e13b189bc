import { useEffect, useMemo, useState } from 'react'
import type { EtaVFit } from '../../../app/contract/etaVPlane.ts'
import type { EtaVParameters } from '../../../app/contract/etaVParameters.ts'
import {
  datapointCounts,
  discoveryCut,
  expectedAbove,
  lnSignificances,
  markCandidates,
  type EtaVCut,
  type ExpectedFalse,
} from '../../../charts/etaVCut.ts'
import type { DrawnFit } from '../../../charts/etaVSvg.ts'
import type { EtaVPlane } from './etaVPlane.ts'

/** How candidates are told from the others. */
export type CutSettings = Pick<EtaVParameters, 'fit' | 'cut' | 'rate' | 'etaSigma' | 'vSigma'>

export interface CutOutcome {
  /** 1 for candidates. */
  readonly marks: Uint8Array
  readonly kept: number
  readonly eta: DrawnFit | null
  readonly v: DrawnFit | null
  /** Null until it is known. */
  readonly expected: ExpectedFalse | null
  readonly lnLargest: number | null
}

interface Significances {
  readonly plane: EtaVPlane
  readonly lnP: Float32Array
  readonly sorted: Float32Array
}

const pointsAtOnce = 20_000

/** P-values of a million sources take a second: they are computed in parts, so that the page answers meanwhile. */
async function computeAll(plane: EtaVPlane, isStopped: () => boolean): Promise<Significances | null> {
  const lnP = new Float32Array(plane.id.length)
  for (let first = 0; first < lnP.length; first += pointsAtOnce) {
    lnSignificances(plane, lnP, first, Math.min(lnP.length, first + pointsAtOnce))
    await new Promise((resolve) => setTimeout(resolve))
    if (isStopped()) return null
  }
  return { plane, lnP, sorted: lnP.toSorted() }
}

function useSignificances(plane: EtaVPlane, isWanted: boolean): Significances | null {
  const [computed, setComputed] = useState<Significances | null>(null)
  const isThere = computed?.plane === plane
  useEffect(() => {
    if (!isWanted || isThere || plane.end === null) return undefined
    let isStopped = false
    void computeAll(plane, () => isStopped).then((found) => found && setComputed(found))
    return () => {
      isStopped = true
    }
  }, [plane, isWanted, isThere])
  return isThere ? computed : null
}

function drawnFit({ mean, sigma, count }: EtaVFit['eta'], sigmas: number | null): DrawnFit {
  return { mean, sigma, count, logThreshold: sigmas === null ? null : mean + sigmas * sigma }
}

interface Found {
  readonly cut: EtaVCut
  readonly expected: ExpectedFalse | null
}

/** Nothing is above it. */
const nothing: Found = { cut: { kind: 'sigma', logEta: Infinity, logV: Infinity }, expected: null }

function cutOf(
  fit: EtaVFit | null,
  settings: CutSettings,
  counts: ReadonlyMap<number, number>,
  significances: Significances | null,
): Found {
  if (settings.cut === 'discovery') {
    return significances ? discoveryCut(significances.sorted, settings.rate) : nothing
  }
  if (!fit) return nothing
  const { etaSigma, vSigma } = settings
  const [logEta, logV] = [fit.eta.mean + etaSigma * fit.eta.sigma, fit.v.mean + vSigma * fit.v.sigma]
  const expected = expectedAbove(counts, logEta, { etaSigma, vSigma, correlation: fit.correlation })
  return { cut: { kind: 'sigma', logEta, logV }, expected }
}

/** Which points are candidates, and how many of them to expect by chance; followed live. */
export function useEtaVCut(plane: EtaVPlane, { fit: recipe, cut: kind, rate, etaSigma, vSigma }: CutSettings): CutOutcome {
  const fit = plane.end?.fits[recipe] ?? null
  const counts = useMemo(() => datapointCounts(plane.datapoints), [plane])
  const significances = useSignificances(plane, kind === 'discovery')
  return useMemo(() => {
    const { cut, expected } = cutOf(fit, { fit: recipe, cut: kind, rate, etaSigma, vSigma }, counts, significances)
    const marks = new Uint8Array(plane.id.length)
    const kept = markCandidates(plane, cut, significances?.lnP ?? null, marks)
    const isBySigma = kind === 'sigma'
    return {
      marks,
      kept,
      expected,
      eta: fit && drawnFit(fit.eta, isBySigma ? etaSigma : null),
      v: fit && drawnFit(fit.v, isBySigma ? vSigma : null),
      lnLargest: cut.kind === 'discovery' ? cut.lnLargest : null,
    }
  }, [plane, fit, recipe, kind, rate, etaSigma, vSigma, counts, significances])
}
