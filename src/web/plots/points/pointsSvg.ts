import { paperColours } from '../curve/plotColours.ts'
import { escapeXml } from '../figure.ts'
import type { DrawnPoint } from './pointCanvas.tsx'
import type { PointStyle } from './pointLegend.tsx'
import { shapePath } from './pointShape.ts'

const onPaper: Readonly<Record<string, string>> = {
  '--plot-detection': paperColours.detection,
  '--plot-forced': paperColours.forced,
  '--plot-candidate': paperColours.candidate,
  '--plot-limit': paperColours.limit,
  '--ink': paperColours.ink,
  '--ink-muted': paperColours.muted,
}

/** A colour of a plot, `#0072b2`, `--plot-limit` or `var(--plot-limit)`, as it is on paper. */
export function paperColour(colour: string): string {
  const name = /^(?:var\()?(--[\w-]+)\)?$/.exec(colour)?.[1]
  return name === undefined ? colour : (onPaper[name] ?? paperColours.ink)
}

/** Points as one path for each of their looks. */
export function pointsSvg(points: readonly DrawnPoint[], scale: number): string {
  const looks = Map.groupBy(points, ({ shape, colour }) => `${shape === 'disc' ? 'fill' : 'stroke'} ${paperColour(colour)}`)
  return [...looks]
    .map(([look, alike]) => {
      const [way, colour] = look.split(' ')
      const d = alike.map(({ shape, x, y, radius }) => shapePath(shape, x, y, radius * scale)).join('')
      return way === 'fill' ? `<path d="${d}" fill="${colour}"/>` : `<path d="${d}" fill="none" stroke="${colour}" stroke-width="0.7"/>`
    })
    .join('')
}

/** What the points mean, in lines under the plot. */
export function legendSvg(styles: readonly PointStyle[], left: number, top: number, fontSize: number): string {
  return styles
    .map(({ words, shape, colour }, index) => {
      const y = top + index * fontSize * 1.4
      const mark = pointsSvg([{ id: 0, x: left + 4, y: y - fontSize * 0.35, shape, colour, radius: 3 }], 0.8)
      return `${mark}<text x="${left + 12}" y="${y.toFixed(1)}" font-size="${fontSize}" fill="${paperColours.ink}">${escapeXml(words)}</text>`
    })
    .join('')
}

/** Points that lines of a legend take. */
export function legendHeight(styles: readonly PointStyle[], fontSize: number): number {
  return styles.length * fontSize * 1.4 + fontSize
}
