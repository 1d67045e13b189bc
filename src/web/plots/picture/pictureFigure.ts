import type { ImageDetails, ImageGrid, ImageShapes } from '../../../app/contract/images.ts'
import { escapeXml, figurePage, pointsOfMm, type Figure } from '../figure.ts'
import { shapesSeen } from './shapesSeen.ts'
import { toScreen, type Size, type View } from './view.ts'

/** A picture as it is on the screen, to be put on paper. */
export interface PictureOnPaper {
  readonly name: string
  readonly caption: string
  readonly image: ImageDetails
  readonly view: View
  readonly screen: Size
  readonly grid: ImageGrid | null
  readonly shapes: ImageShapes | null
  readonly selectedId: number | null
  /** PNGs as addresses: the picture, and the colours from the lower to the upper limit. */
  readonly pixels: string
  readonly colours: string
  readonly limits: { readonly low: number; readonly high: number }
}

const margin = { left: 46, right: 4, top: 4, bottom: 18, bar: 22 }

interface Paper {
  readonly width: number
  readonly height: number
  /** Points in a pixel of the screen. */
  readonly scale: number
}

function num(value: number): string {
  return value.toFixed(2)
}

function gridOnPaper(
  { view, screen, grid }: PictureOnPaper,
  { width, height, scale }: Paper,
): { readonly lines: string; readonly labels: string } {
  const drawn = (grid?.lines ?? []).map(({ axis, label: text, parts }) => {
    const placed = parts.map((part) =>
      Array.from({ length: part.length / 2 }, (_, k) => {
        const [x, y] = toScreen(view, screen, part[2 * k] ?? 0, part[2 * k + 1] ?? 0)
        return [x * scale, y * scale] as const
      }),
    )
    const lines = placed.map((points) => `<path d="M${points.map(([x, y]) => `${num(x)} ${num(y)}`).join('L')}"/>`).join('')
    const at = crossingOf(placed, axis, { width, height })
    if (at === null) return { lines, label: '' }
    const [labelX, labelY, anchor] = axis === 'ra' ? [at, height + 10, at > width - 14 ? 'end' : 'middle'] : [-3, at + 2.5, 'end']
    const label = `<text x="${num(labelX)}" y="${num(labelY)}" text-anchor="${anchor}">${escapeXml(text)}</text>`
    return { lines, label }
  })
  return { lines: drawn.map(({ lines }) => lines).join(''), labels: drawn.map(({ label }) => label).join('') }
}

/** Where a line crosses the lower edge (right ascension) or the left one (declination). */
function crossingOf(
  parts: readonly (readonly (readonly [number, number])[])[],
  axis: 'ra' | 'dec',
  { width, height }: Pick<Paper, 'width' | 'height'>,
): number | null {
  const away = ([x, y]: readonly [number, number]) => (axis === 'ra' ? height - y : x)
  for (const points of parts) {
    for (let k = 1; k < points.length; k++) {
      const [a, b] = [points[k - 1], points[k]]
      if (!a || !b) continue
      const [from, to] = [away(a), away(b)]
      // A line that ends at the edge of the image meets that of the field.
      if (from === to || from > 0.5 === to > 0.5) continue
      const t = (0.5 - from) / (to - from)
      const at = axis === 'ra' ? a[0] + t * (b[0] - a[0]) : a[1] + t * (b[1] - a[1])
      if (at >= 0 && at <= (axis === 'ra' ? width : height)) return at
    }
  }
  return null
}

function shapesOnPaper({ view, screen, shapes, selectedId }: PictureOnPaper, { scale }: Paper): string {
  if (!shapes) return ''
  return shapesSeen(shapes, { view, screen })
    .map((k) => {
      const [x, y] = toScreen(view, screen, shapes.x[k] ?? 0, shapes.y[k] ?? 0)
      const [rx, ry] = [shapes.semiMajor[k] ?? 0, shapes.semiMinor[k] ?? 0].map((axis) => Math.max(2, axis * view.zoom * 1.3 * scale))
      const isSelected = shapes.ids[k] === selectedId
      const stroke = isSelected ? '#d55e00' : shapes.isForced[k] ? '#e69f00' : '#0072b2'
      const dash = shapes.isForced[k] ? ' stroke-dasharray="3 2"' : ''
      const place = `translate(${num(x * scale)} ${num(y * scale)}) rotate(${num(-(shapes.angleDeg[k] ?? 0))})`
      return `<ellipse rx="${num(rx ?? 2)}" ry="${num(ry ?? 2)}" transform="${place}" stroke="${stroke}" stroke-width="${isSelected ? 1.4 : 0.7}"${dash}/>`
    })
    .join('')
}

function beamOnPaper({ image: { beam }, view }: PictureOnPaper, { width, height, scale }: Paper): string {
  if (!beam) return ''
  const [rx, ry] = [beam.semiMajor * view.zoom * scale, beam.semiMinor * view.zoom * scale]
  if (rx < 0.8 || rx > width / 4) return ''
  const place = `translate(${num(width - rx - 6)} ${num(height - rx - 6)})`
  const half = num(rx + 3)
  return `<g transform="${place}"><rect x="-${half}" y="-${half}" width="${num(2 * rx + 6)}" height="${num(2 * rx + 6)}" fill="#ffffff" stroke="#171a21" stroke-width="0.4"/><ellipse rx="${num(rx)}" ry="${num(ry)}" transform="rotate(${num(-beam.angleDeg)})" fill="#5b616e"/></g>`
}

function words(value: number): string {
  const size = Math.abs(value)
  return size !== 0 && (size < 0.01 || size >= 1e5) ? value.toExponential(1) : value.toFixed(size < 1 ? 3 : 2)
}

function barOnPaper({ colours, limits }: PictureOnPaper, { width, height }: Paper): string {
  const y = height + margin.bottom
  const [start, length] = [0, width]
  const text = (x: number, anchor: string, value: string) =>
    `<text x="${num(x)}" y="${num(y + 15)}" text-anchor="${anchor}" font-size="7" fill="#171a21">${escapeXml(value)}</text>`
  return `<image href="${colours}" x="${start}" y="${num(y)}" width="${num(length)}" height="6" preserveAspectRatio="none"/><rect x="${start}" y="${num(y)}" width="${num(length)}" height="6" fill="none" stroke="#171a21" stroke-width="0.4"/>${text(start, 'start', words(limits.low))}${text(start + length / 2, 'middle', 'mJy/beam')}${text(start + length, 'end', words(limits.high))}`
}

function svgOf(picture: PictureOnPaper, widthMm: number): string {
  const { screen, pixels } = picture
  const width = pointsOfMm(widthMm) - margin.left - margin.right
  const scale = width / screen.width
  const paper: Paper = { width, height: screen.height * scale, scale }
  const box = `width="${num(width)}" height="${num(paper.height)}"`
  const grid = gridOnPaper(picture, paper)
  const body = [
    `<clipPath id="field"><rect ${box}/></clipPath>`,
    `<image href="${pixels}" ${box} preserveAspectRatio="none"/>`,
    `<g clip-path="url(#field)"><g fill="none" stroke="#0e7c86" stroke-width="0.4" stroke-opacity="0.7">${grid.lines}</g><g fill="none">${shapesOnPaper(picture, paper)}</g></g>`,
    `<g font-size="7" fill="#171a21">${grid.labels}</g>`,
    beamOnPaper(picture, paper),
    `<rect ${box} fill="none" stroke="#171a21" stroke-width="0.6"/>`,
    barOnPaper(picture, paper),
  ].join('')
  const height = margin.top + paper.height + margin.bottom + margin.bar
  return figurePage({ widthMm, height, body: `<g transform="translate(${margin.left} ${margin.top})">${body}</g>` })
}

/** A picture as a figure: its pixels, lines of the sky with their values outside, measurements, beam, and a bar of its colours. */
export function pictureFigure(name: string, caption: string, picture: () => PictureOnPaper, shapes: ImageShapes | null): Figure {
  return {
    name,
    caption,
    svg: (widthMm) => svgOf(picture(), widthMm),
    rows: {
      columns: [
        { name: 'measurement' },
        { name: 'x', unit: 'pixel' },
        { name: 'y', unit: 'pixel' },
        { name: 'flux_peak', unit: 'mJy/beam' },
        { name: 'forced' },
      ],
      rows: (shapes?.ids ?? []).map((id, k) => [
        id,
        shapes?.x[k] ?? null,
        shapes?.y[k] ?? null,
        shapes?.peakMjy[k] ?? null,
        shapes?.isForced[k] ?? null,
      ]),
    },
  }
}
