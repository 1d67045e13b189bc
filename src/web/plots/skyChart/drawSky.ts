import { geoPath, type GeoProjection } from 'd3-geo'
import { aitoffProjection, pixelsPerDeg, type ChartSize, type Window } from './aitoff.ts'
import type { SkyCell } from './skyCells.ts'
import { fromFrame, toFrame, type SkyFrame } from './skyFrame.ts'
import { placeLabels } from './placeLabels.ts'
import { skyNet } from './skyNet.ts'
import type { Outline } from './skyRegions.ts'

/** A source on the chart. */
export interface SkyPoint {
  readonly id: string
  readonly words: string
  readonly raDeg: number
  readonly decDeg: number
}

/** What a chart has on it, in the coordinates that it is drawn in. */
export interface SkyScene {
  readonly frame: SkyFrame
  readonly outlines: readonly { readonly id: string; readonly outline: Outline }[]
  readonly cells: readonly SkyCell[]
  readonly cellDeg: number
  readonly points: readonly { readonly id: string; readonly place: [number, number] }[]
  /** The outline and the point that something points at. */
  readonly pointed: ReadonlySet<string>
  /** Shows where the middle is, for those who move it by keys. */
  readonly hasCross: boolean
  /** Which colours hold; another name has it drawn anew. */
  readonly colours: string
}

type Ink = (name: '--line' | '--ink' | '--ink-muted' | '--accent' | '--panel' | '--plot-detection' | '--plot-candidate') => string

interface Paper {
  readonly context: CanvasRenderingContext2D
  readonly ink: Ink
  readonly size: ChartSize
  readonly projection: GeoProjection
}

const seamFactor = 4

function drawCells({ context, ink, projection, size }: Paper, { cells, cellDeg }: SkyScene, zoom: number): void {
  const most = Math.max(1, ...cells.map(({ count }) => count))
  const widest = seamFactor * Math.max(8, cellDeg * pixelsPerDeg(size, zoom))
  const path = geoPath(projection, context)
  context.fillStyle = ink('--plot-detection')
  for (const { corners, middle, count } of cells) {
    const at = projection(middle)
    if (!at || at[0] < -widest || at[1] < -widest || at[0] > size.width + widest || at[1] > size.height + widest) continue
    const places = corners.map((corner) => projection(corner) ?? [Number.NaN, Number.NaN])
    context.globalAlpha = 0.18 + 0.72 * (Math.log1p(count) / Math.log1p(most))
    context.beginPath()
    if (places.some(([x = 0]) => Math.abs(x - at[0]) > widest))
      path({ type: 'Polygon', coordinates: [[...corners.toReversed(), corners.at(-1) ?? middle]] })
    else for (const [x = 0, y = 0] of places) context.lineTo(x, y)
    context.fill()
  }
  context.globalAlpha = 1
}

function drawPoints({ context, ink, projection }: Paper, { points, pointed }: SkyScene): void {
  for (const { id, place } of points) {
    const at = projection(place)
    if (!at) continue
    const isPointed = pointed.has(id)
    context.fillStyle = ink(isPointed ? '--plot-candidate' : '--plot-detection')
    context.beginPath()
    context.arc(at[0], at[1], isPointed ? 5 : 2.5, 0, 2 * Math.PI)
    context.fill()
  }
}

/** Outlines that would be smaller than this are marked by a dot too. */
const smallestPx = 9

function drawOutlines({ context, ink, projection }: Paper, { outlines, pointed }: SkyScene): void {
  const path = geoPath(projection, context)
  const measure = geoPath(projection)
  context.strokeStyle = ink('--accent')
  context.fillStyle = ink('--accent')
  for (const { id, outline } of outlines) {
    const isPointed = pointed.has(id)
    const [[left, top], [right, bottom]] = measure.bounds(outline)
    if (!(right >= left)) continue
    context.beginPath()
    path(outline)
    context.globalAlpha = isPointed ? 0.3 : 0.08
    context.fill()
    context.globalAlpha = 1
    context.lineWidth = isPointed ? 2.5 : 1.25
    context.stroke()
    if (Math.max(right - left, bottom - top) >= smallestPx) continue
    context.beginPath()
    context.arc((left + right) / 2, (top + bottom) / 2, isPointed ? 8 : 6, 0, 2 * Math.PI)
    context.stroke()
  }
}

const labelPx = 12
const labelFont = `${labelPx}px "Inter Variable", sans-serif`

/** Where on the Galactic plane its name stands: high in the north, where charts are empty. */
const planeLabelAt: readonly [number, number] = fromFrame('galactic', [90, 0])

/** The Galactic plane in right ascension and declination. */
export const galacticPlane: readonly [number, number][] = Array.from({ length: 181 }, (_, at) => fromFrame('galactic', [at * 2, 0]))

function drawPlane({ context, ink, projection }: Paper, frame: SkyFrame): void {
  const path = geoPath(projection, context)
  context.strokeStyle = ink('--ink-muted')
  context.lineWidth = 1
  context.setLineDash([5, 4])
  context.beginPath()
  path({ type: 'LineString', coordinates: galacticPlane.map((place) => toFrame(frame, place)) })
  context.stroke()
  context.setLineDash([])
  const [x = Number.NaN, y = Number.NaN] = projection(toFrame(frame, planeLabelAt)) ?? []
  if (frame === 'galactic' || !Number.isFinite(x)) return
  context.font = labelFont
  context.fillStyle = ink('--ink-muted')
  context.textAlign = 'left'
  context.fillText('Galactic plane', x + 8, y)
}

function drawNet({ context, ink, projection, size }: Paper, frame: SkyFrame, window: Window): () => void {
  const path = geoPath(projection, context)
  const { lines, labels } = skyNet(frame, size, window)
  context.strokeStyle = ink('--line')
  context.lineWidth = 1
  context.beginPath()
  path(lines)
  context.stroke()
  return () => {
    context.font = labelFont
    context.lineWidth = 3
    context.strokeStyle = ink('--panel')
    context.fillStyle = ink('--ink-muted')
    for (const { words, x, y, anchor } of placeLabels(labels, projection, size, labelPx)) {
      context.textAlign = anchor === 'middle' ? 'center' : 'left'
      context.strokeText(words, x, y)
      context.fillText(words, x, y)
    }
  }
}

function drawCross({ context, ink, size: { width, height } }: Paper): void {
  context.strokeStyle = ink('--ink')
  context.lineWidth = 1.5
  context.beginPath()
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    context.moveTo(width / 2 + 4 * dx, height / 2 + 4 * dy)
    context.lineTo(width / 2 + 12 * dx, height / 2 + 12 * dy)
  }
  context.stroke()
}

/** Draws a scene on a canvas of some size, in the colours that hold there. */
export function drawSky(canvas: HTMLCanvasElement, scene: SkyScene, size: ChartSize, window: Window): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const density = devicePixelRatio || 1
  canvas.width = Math.round(size.width * density)
  canvas.height = Math.round(size.height * density)
  context.setTransform(density, 0, 0, density, 0, 0)
  const styles = getComputedStyle(canvas)
  const paper: Paper = { context, ink: (name) => styles.getPropertyValue(name), size, projection: aitoffProjection(size, window) }
  const path = geoPath(paper.projection, context)
  context.fillStyle = paper.ink('--panel')
  context.beginPath()
  path({ type: 'Sphere' })
  context.fill()
  const label = drawNet(paper, scene.frame, window)
  drawPlane(paper, scene.frame)
  drawCells(paper, scene, window.zoom)
  drawOutlines(paper, scene)
  drawPoints(paper, scene)
  context.strokeStyle = paper.ink('--ink-muted')
  context.lineWidth = 1
  context.beginPath()
  path({ type: 'Sphere' })
  context.stroke()
  label()
  if (scene.hasCross) drawCross(paper)
}
