import { along, type Axis } from './axis.ts'
import type { Mark } from './marks.tsx'
import type { PlotColours } from './plotColours.ts'

interface Framed {
  readonly frame: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
  readonly x: Axis
  readonly y: Axis
  readonly xTitle: string
  readonly yTitle: string
}

/** Two places after the point: a tenth of what any screen shows. */
export function fixed(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** The lines, the words and the titles of two axes. */
export function axisMarks({ frame, x, y, xTitle, yTitle }: Framed, colours: PlotColours, fontSize: number): Mark[] {
  const { left, right, top, bottom } = frame
  const words = { fontSize, fill: colours.muted }
  const xs = x.ticks.map(({ value, words: text }) => ({ at: left + along(x, value) * (right - left), text }))
  const ys = y.ticks.map(({ value, words: text }) => ({ at: bottom - along(y, value) * (bottom - top), text }))
  const lines = [
    ...xs.map(({ at }) => `M${fixed(at)} ${fixed(top)}V${fixed(bottom)}`),
    ...ys.map(({ at }) => `M${fixed(left)} ${fixed(at)}H${fixed(right)}`),
  ].join('')
  const middle = (top + bottom) / 2
  return [
    { tag: 'path', at: { d: lines, stroke: colours.line, strokeWidth: fontSize / 14, fill: 'none' } },
    {
      tag: 'path',
      at: {
        d: `M${fixed(left)} ${fixed(top)}V${fixed(bottom)}H${fixed(right)}`,
        stroke: colours.muted,
        strokeWidth: fontSize / 14,
        fill: 'none',
      },
    },
    ...xs.map(({ at, text }): Mark => ({
      tag: 'text',
      at: { ...words, x: fixed(at), y: fixed(bottom + fontSize * 1.3), textAnchor: 'middle' },
      text,
    })),
    ...ys.map(({ at, text }): Mark => ({
      tag: 'text',
      at: { ...words, x: fixed(left - fontSize * 0.5), y: fixed(at + fontSize * 0.35), textAnchor: 'end' },
      text,
    })),
    {
      tag: 'text',
      at: { ...words, fill: colours.ink, x: fixed((left + right) / 2), y: fixed(bottom + fontSize * 2.7), textAnchor: 'middle' },
      text: xTitle,
    },
    {
      tag: 'text',
      at: {
        ...words,
        fill: colours.ink,
        x: 0,
        y: 0,
        textAnchor: 'middle',
        transform: `translate(${fixed(fontSize)} ${fixed(middle)}) rotate(-90)`,
      },
      text: yTitle,
    },
  ]
}
