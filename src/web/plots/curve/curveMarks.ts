import { axisMarks, fixed } from './axisMarks.ts'
import { bandsOf, type CurvePoint, type PointKind } from './curvePoint.ts'
import type { CurveLayout, PlacedPoint } from './layOutCurve.ts'
import type { Mark } from './marks.tsx'
import { bandColour, type PlotColours } from './plotColours.ts'

interface CurveStyle {
  readonly colours: PlotColours
  readonly fontSize: number
  readonly isByBand: boolean
}

/** A disc, a square, a triangle that points down: shape alone tells the kind. */
function shapeOf(kind: PointKind, x: number, y: number, radius: number): Pick<Mark, 'tag'> & { readonly at: Mark['at'] } {
  if (kind === 'detection') return { tag: 'circle', at: { cx: fixed(x), cy: fixed(y), r: fixed(radius) } }
  if (kind === 'forced') {
    const edge = radius * 1.7
    return { tag: 'rect', at: { x: fixed(x - edge / 2), y: fixed(y - edge / 2), width: fixed(edge), height: fixed(edge) } }
  }
  const half = radius * 1.15
  return { tag: 'path', at: { d: `M${fixed(x - half)} ${fixed(y)}H${fixed(x + half)}L${fixed(x)} ${fixed(y + half * 1.7)}Z` } }
}

function colourOf(
  { point, kind }: Pick<PlacedPoint, 'point' | 'kind'>,
  bands: readonly number[],
  { colours, isByBand }: CurveStyle,
): string {
  if (isByBand && bands.length > 1 && point.frequencyMhz !== null) return bandColour(bands.indexOf(point.frequencyMhz))
  return colours[kind]
}

function errorBar({ x, yLow, yHigh }: PlacedPoint, cap: number): string {
  const ends = [yLow, yHigh].map((y) => `M${fixed(x - cap)} ${fixed(y)}H${fixed(x + cap)}`)
  return `M${fixed(x)} ${fixed(yLow)}V${fixed(yHigh)}${ends.join('')}`
}

function pointMarks(placed: PlacedPoint, bands: readonly number[], style: CurveStyle): Mark[] {
  const colour = colourOf(placed, bands, style)
  const { kind, x, y } = placed
  const radius = style.fontSize / 3.2
  const line = { stroke: colour, strokeWidth: fixed(style.fontSize / 9) }
  const { tag, at } = shapeOf(kind, x, y, radius)
  const shape: Mark = { tag, at: { ...at, ...line, fill: kind === 'detection' ? colour : style.colours.ground } }
  if (kind === 'limit') return [shape]
  return [{ tag: 'path', at: { ...line, d: errorBar(placed, radius * 0.7), fill: 'none' } }, shape]
}

/** A light curve as it is laid out. */
export function curveMarks(layout: CurveLayout, all: readonly CurvePoint[], style: CurveStyle): Mark[] {
  const bands = bandsOf(all)
  const { frame, y } = layout
  const zero: Mark[] =
    !y.isLog && y.low < 0
      ? [
          {
            tag: 'path',
            at: {
              d: `M${fixed(frame.left)} ${fixed(frame.bottom + (y.low / (y.high - y.low)) * (frame.bottom - frame.top))}H${fixed(frame.right)}`,
              stroke: style.colours.muted,
              strokeWidth: fixed(style.fontSize / 14),
              strokeDasharray: '4 3',
            },
          },
        ]
      : []
  return [...axisMarks(layout, style.colours, style.fontSize), ...zero, ...layout.points.flatMap((each) => pointMarks(each, bands, style))]
}

export interface LegendEntry {
  readonly kind: PointKind
  readonly words: string
  readonly colour: string
}

const kindWords = { detection: 'Detection', forced: 'Forced fit', limit: 'Upper limit' } as const

/** What the marks of a light curve mean: each kind that is there, then each band where colour tells it. */
export function legendOf({ points }: CurveLayout, all: readonly CurvePoint[], style: CurveStyle, limitSigma: number | null): LegendEntry[] {
  const bands = bandsOf(all)
  const isByBand = style.isByBand && bands.length > 1
  const kinds = (['detection', 'forced', 'limit'] as const).filter((kind) => points.some((point) => point.kind === kind))
  const ofKinds = kinds.map((kind) => ({
    kind,
    words: kind === 'limit' && limitSigma !== null ? `Upper limit, ${limitSigma} σ` : kindWords[kind],
    colour: isByBand ? style.colours.muted : style.colours[kind],
  }))
  const ofBands = bands.map((mhz, index) => ({ kind: 'detection' as const, words: `${Math.round(mhz)} MHz`, colour: bandColour(index) }))
  return isByBand ? [...ofKinds, ...ofBands] : ofKinds
}

/** A legend in one line, from a place on to the right. */
export function legendMarks(entries: readonly LegendEntry[], left: number, y: number, { colours, fontSize }: CurveStyle): Mark[] {
  let x = left
  return entries.flatMap(({ kind, words, colour }) => {
    const radius = fontSize / 3.2
    const { tag, at } = shapeOf(kind, x + radius, kind === 'limit' ? y - radius : y, radius)
    const start = x + fontSize
    x = start + words.length * fontSize * 0.55 + fontSize
    const fill = kind === 'detection' ? colour : colours.ground
    return [
      { tag, at: { ...at, fill, stroke: colour, strokeWidth: fixed(fontSize / 9) } },
      { tag: 'text', at: { x: fixed(start), y: fixed(y + fontSize * 0.35), fontSize, fill: colours.ink }, text: words },
    ]
  })
}
