import { along, linearAxis, type Axis } from './axis.ts'
import { axisMarks, fixed } from './axisMarks.ts'
import { pairThresholds, type EpochPair } from './epochPairs.ts'
import type { PlotSize } from './layOutCurve.ts'
import type { Mark } from './marks.tsx'
import type { PlotColours } from './plotColours.ts'

/** |m| of positive flux densities is 2 at most; what noise makes of faint ones is drawn at the edge. */
const highestM = 2.2

export interface PlacedPair {
  readonly pair: EpochPair
  readonly x: number
  readonly y: number
}

export interface PairsLayout {
  readonly frame: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
  readonly x: Axis
  readonly y: Axis
  readonly xTitle: string
  readonly yTitle: string
  readonly pairs: readonly PlacedPair[]
}

/** Where the pairs of a light curve stand: |Vs| to the right, |m| upwards. */
export function layOutPairs(pairs: readonly EpochPair[], { width, height, fontSize }: PlotSize): PairsLayout {
  const most = pairs.reduce((high, { vs }) => Math.max(high, Math.abs(vs)), pairThresholds.vs * 1.3)
  const mostM = pairs.reduce((high, { m }) => Math.max(high, Math.min(Math.abs(m), highestM)), pairThresholds.m * 2)
  const x = linearAxis(0, most * 1.05, width / 80)
  const y = linearAxis(0, Math.min(mostM * 1.08, highestM), height / 48)
  const frame = { left: fontSize * 4.4, right: width - fontSize, top: fontSize * 0.8, bottom: height - fontSize * 3.2 }
  const placed = pairs.map((pair) => ({
    pair,
    x: frame.left + along(x, Math.abs(pair.vs)) * (frame.right - frame.left),
    y: frame.bottom - along(y, Math.min(Math.abs(pair.m), y.high)) * (frame.bottom - frame.top),
  }))
  return { frame, x, y, xTitle: '|Vs|', yTitle: '|m|', pairs: placed }
}

/** Dots by one path each, round caps on lines without a length: a hundred thousand are two elements. */
function dots(placed: readonly PlacedPair[], colour: string, size: number): Mark {
  const d = placed.map(({ x, y }) => `M${fixed(x)} ${fixed(y)}h0`).join('')
  return { tag: 'path', at: { d, stroke: colour, strokeWidth: fixed(size), strokeLinecap: 'round', fill: 'none' } }
}

/** Pairs beyond both thresholds are drawn larger and as candidates. */
export function pairMarks(layout: PairsLayout, colours: PlotColours, fontSize: number): Mark[] {
  const { frame, x, y, pairs } = layout
  const vs = frame.left + along(x, pairThresholds.vs) * (frame.right - frame.left)
  const m = frame.bottom - along(y, pairThresholds.m) * (frame.bottom - frame.top)
  const d = `M${fixed(vs)} ${fixed(frame.top)}V${fixed(frame.bottom)}M${fixed(frame.left)} ${fixed(m)}H${fixed(frame.right)}`
  return [
    ...axisMarks(layout, colours, fontSize),
    {
      tag: 'path',
      at: { d, stroke: colours.ink, strokeOpacity: 0.6, strokeWidth: fixed(fontSize / 12), strokeDasharray: '5 4', fill: 'none' },
    },
    dots(
      pairs.filter(({ pair }) => !pair.isVariable),
      colours.detection,
      fontSize / 2.4,
    ),
    dots(
      pairs.filter(({ pair }) => pair.isVariable),
      colours.candidate,
      fontSize / 1.5,
    ),
  ]
}
