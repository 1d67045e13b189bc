import { separationDeg } from '../../sky/separation.ts'
import { compareMembers } from './compareMembers.ts'
import type { EarlierSources } from './inheritSourceIds.ts'

/** The sources of one version, one a row, with the catalogue measurements of each. */
export interface ComparedSources {
  readonly id: Float64Array
  /** Number of measurements behind the mean flux. */
  readonly measurements: ArrayLike<number>
  readonly raDeg: Float64Array
  readonly decDeg: Float64Array
  /** Uncertainties of the weighted mean position, on the sky, degrees. */
  readonly raErrorDeg: Float64Array
  readonly decErrorDeg: Float64Array
  /** Mean peak flux density, mJy/beam. */
  readonly meanFluxMjy: Float64Array
  /** V, standard deviation over mean of the peak flux densities; NaN where there is one measurement. */
  readonly modulation: Float64Array
  readonly members: EarlierSources
}

export interface ChangedSource {
  readonly id: number
  /** Angle between the mean positions, arcseconds. */
  readonly movedArcsec: number
  /** Mean flux density after less that before, mJy/beam. */
  readonly fluxChangeMjy: number
}

/** What became of the sources: ids in ascending order. */
export interface SourceDifference {
  readonly added: readonly number[]
  readonly gone: readonly number[]
  /** Sources whose measurements belong to several sources afterwards that did not share them before. */
  readonly split: readonly { readonly id: number; readonly into: readonly number[] }[]
  /** Sources that have measurements of several sources from before that do not share them afterwards. */
  readonly merged: readonly { readonly id: number; readonly from: readonly number[] }[]
  /** Sources in both whose mean position or mean flux changed by more than its error. */
  readonly changed: readonly ChangedSource[]
  /** How many in both have neither. */
  readonly unchanged: number
}

/** Rows in the order of their ids. A map of ids would take ten times the room. */
function rowsById({ id }: ComparedSources): Uint32Array {
  const rows = new Uint32Array(id.length)
  let isSorted = true
  for (let row = 0; row < rows.length; row++) {
    rows[row] = row
    if (row > 0 && id[row] < id[row - 1]) isSorted = false
  }
  return isSorted ? rows : rows.sort((a, b) => id[a] - id[b])
}

interface Alike {
  /** Calls with the rows of each id that both have, ascending. */
  readonly onCommon: (a: number, b: number) => void
  readonly onGone: (id: number) => void
  readonly onAdded: (id: number) => void
}

function walkTogether(before: ComparedSources, after: ComparedSources, { onCommon, onGone, onAdded }: Alike): void {
  const [beforeRows, afterRows] = [rowsById(before), rowsById(after)]
  let [a, b] = [0, 0]
  while (a < beforeRows.length || b < afterRows.length) {
    const earlier = a < beforeRows.length ? before.id[beforeRows[a]] : Infinity
    const later = b < afterRows.length ? after.id[afterRows[b]] : Infinity
    if (earlier === later) onCommon(beforeRows[a], afterRows[b])
    else if (earlier < later) onGone(earlier)
    else onAdded(later)
    if (earlier <= later) a++
    if (later <= earlier) b++
  }
}

/** Standard error of the mean of a light curve, mJy/beam; NaN where one measurement gives none. */
function meanErrorMjy({ meanFluxMjy, modulation, measurements }: ComparedSources, row: number): number {
  return Math.abs(modulation[row] * meanFluxMjy[row]) / Math.sqrt(measurements[row])
}

const ARCSEC_PER_DEG = 3600

function changeOf(before: ComparedSources, a: number, after: ComparedSources, b: number): ChangedSource | null {
  const movedDeg = separationDeg(before.raDeg[a], before.decDeg[a], after.raDeg[b], after.decDeg[b])
  const errorDeg = Math.hypot(before.raErrorDeg[a], before.decErrorDeg[a], after.raErrorDeg[b], after.decErrorDeg[b])
  const fluxChangeMjy = after.meanFluxMjy[b] - before.meanFluxMjy[a]
  const errors = [meanErrorMjy(before, a), meanErrorMjy(after, b)].filter((error) => !Number.isNaN(error))
  const hasFluxChanged = errors.length > 0 && Math.abs(fluxChangeMjy) > Math.hypot(...errors)
  const hasMoved = movedDeg > errorDeg
  if (!hasMoved && !hasFluxChanged) return null
  return { id: before.id[a], movedArcsec: movedDeg * ARCSEC_PER_DEG, fluxChangeMjy }
}

/**
 * Compares the sources of two versions of a run, by their ids and by the catalogue measurements that they share.
 *
 * A mean position has changed where it moved by more than the quadratic sum of the uncertainties of both; a mean flux
 * where it changed by more than that of the standard errors of both means, which one measurement alone does not have.
 * Forced measurements make no source and are left out of who shares what.
 */
export function compareSources(before: ComparedSources, after: ComparedSources): SourceDifference {
  const changed: ChangedSource[] = []
  const [added, gone]: [number[], number[]] = [[], []]
  let common = 0
  walkTogether(before, after, {
    onCommon: (a, b) => {
      common++
      const change = changeOf(before, a, after, b)
      if (change) changed.push(change)
    },
    onGone: (id) => gone.push(id),
    onAdded: (id) => added.push(id),
  })
  const { split, merged } = compareMembers(before.members, after.members)
  return {
    added,
    gone,
    split: split.map(([id, into]) => ({ id, into })),
    merged: merged.map(([id, from]) => ({ id, from })),
    changed,
    unchanged: common - changed.length,
  }
}
