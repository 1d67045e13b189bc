import type { EtaVPoints } from './etaVCut.ts'
import { EtaVRaster, viewOfAll, type EtaVView } from './etaVRaster.ts'
import { gaussianInBin, histogramOf, type Histogram } from './histogram.ts'
import { logTicks } from './logAxis.ts'

/** A Gaussian through the logarithms of one measure, with where it is cut. */
export interface DrawnFit {
  readonly mean: number
  readonly sigma: number
  /** How many values it was fitted to. */
  readonly count: number
  /** Of the logarithm; null where candidates are not told by it. */
  readonly logThreshold: number | null
}

/** What a drawing of the plane of eta and V shows. */
export interface EtaVData {
  readonly points: EtaVPoints
  /** 1 for candidates. */
  readonly marks: Uint8Array
  readonly eta: DrawnFit | null
  readonly v: DrawnFit | null
}

export interface EtaVSvgOptions {
  readonly widthPx?: number
  readonly heightPx?: number
  /** What it is of, for who cannot see it. */
  readonly title: string
  /** Default: all points. */
  readonly view?: EtaVView
}

const colours = { ink: '#171a21', muted: '#5b616e', line: '#e5e5e0', point: '#0072b2', candidate: '#d55e00', paper: '#ffffff' }
const margin = { left: 62, right: 14, top: 14, bottom: 46 }
const marginalPx = 64
const gapPx = 6
/** Cells of the density are squares of this edge. */
const cellPx = 2
const binWidth = 0.05
const opacities = [0.25, 0.4, 0.55, 0.75, 1]

interface Frame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

type Place = (log: number) => number

interface Layout {
  readonly frame: Frame
  readonly view: EtaVView
  readonly placeX: Place
  readonly placeY: Place
}

/** Numbers as they stand in the file: hundredths, so that equal data gives equal bytes on any machine. */
function at(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function layoutOf({ points }: EtaVData, { widthPx = 640, heightPx = 520, view = viewOfAll(points) }: EtaVSvgOptions): Layout {
  const width = Math.floor((widthPx - margin.left - margin.right - marginalPx - gapPx) / cellPx) * cellPx
  const height = Math.floor((heightPx - margin.top - margin.bottom - marginalPx - gapPx) / cellPx) * cellPx
  const frame = { x: margin.left, y: margin.top + marginalPx + gapPx, width, height }
  return {
    frame,
    view,
    placeX: (log) => frame.x + ((log - view.etaLow) / (view.etaHigh - view.etaLow)) * width,
    placeY: (log) => frame.y + ((view.vHigh - log) / (view.vHigh - view.vLow)) * height,
  }
}

function axes({ frame, view, placeX, placeY }: Layout): string[] {
  const [bottom, right] = [frame.y + frame.height, frame.x + frame.width]
  const grid = `stroke="${colours.line}"`
  const words = `fill="${colours.muted}" font-size="12"`
  return [
    ...logTicks(view.etaLow, view.etaHigh).flatMap(({ log, words: text }) => [
      `<path d="M${at(placeX(log))} ${at(frame.y)}V${at(bottom)}" ${grid}/>`,
      `<text x="${at(placeX(log))}" y="${at(bottom + 16)}" text-anchor="middle" ${words}>${text}</text>`,
    ]),
    ...logTicks(view.vLow, view.vHigh).flatMap(({ log, words: text }) => [
      `<path d="M${at(frame.x)} ${at(placeY(log))}H${at(right)}" ${grid}/>`,
      `<text x="${at(frame.x - 8)}" y="${at(placeY(log) + 4)}" text-anchor="end" ${words}>${text}</text>`,
    ]),
    `<rect x="${at(frame.x)}" y="${at(frame.y)}" width="${at(frame.width)}" height="${at(frame.height)}" fill="none" stroke="${colours.muted}"/>`,
    `<text x="${at(frame.x + frame.width / 2)}" y="${at(bottom + 36)}" text-anchor="middle" fill="${colours.ink}" font-size="13">η</text>`,
    `<text transform="translate(18 ${at(frame.y + frame.height / 2)}) rotate(-90)" text-anchor="middle" fill="${colours.ink}" font-size="13">V</text>`,
  ]
}

/** The cells of one step of density, as one path. */
function cellsPath(raster: EtaVRaster, cells: readonly number[], { frame }: Layout): string {
  return cells
    .map((cell) => {
      const y = Math.floor(cell / raster.columns)
      return `M${frame.x + (cell - y * raster.columns) * cellPx} ${frame.y + y * cellPx}h${cellPx}v${cellPx}h-${cellPx}z`
    })
    .join('')
}

function density(raster: EtaVRaster, layout: Layout): string[] {
  const most = raster.counts.reduce((largest, count) => Math.max(largest, count), 1)
  const steps = new Map<string, number[]>()
  for (let cell = 0; cell < raster.counts.length; cell++) {
    if (raster.counts[cell] === 0 || raster.isLone[cell] === 1) continue
    const share = Math.log1p(raster.counts[cell]) / Math.log1p(most)
    const opacity = opacities[Math.min(opacities.length - 1, Math.floor(share * opacities.length))]
    const colour = raster.candidateCounts[cell] * 2 > raster.counts[cell] ? colours.candidate : colours.point
    const step = `fill="${colour}" fill-opacity="${opacity}"`
    const cells = steps.get(step)
    if (cells) cells.push(cell)
    else steps.set(step, [cell])
  }
  return [...steps]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([step, cells]) => `<path d="${cellsPath(raster, cells, layout)}" ${step}/>`)
}

/** Discs, and crosses for candidates: they are told by their form too. */
function lonePoints(raster: EtaVRaster, { points, marks }: EtaVData, { placeX, placeY }: Layout): string[] {
  const [discs, crosses]: [string[], string[]] = [[], []]
  for (const i of raster.lonePoints()) {
    const [x, y] = [placeX(points.logEta[i]), placeY(points.logV[i])]
    if (marks[i] === 1) crosses.push(`M${at(x - 3)} ${at(y - 3)}l6 6m0 -6l-6 6`)
    else discs.push(`M${at(x)} ${at(y)}h0`)
  }
  return [
    ...(discs.length > 0
      ? [`<path d="${discs.join('')}" fill="none" stroke="${colours.point}" stroke-opacity="0.7" stroke-width="3" stroke-linecap="round"/>`]
      : []),
    ...(crosses.length > 0 ? [`<path d="${crosses.join('')}" fill="none" stroke="${colours.candidate}" stroke-width="1.5"/>`] : []),
  ]
}

function pointsSvg(data: EtaVData, layout: Layout): string[] {
  const raster = new EtaVRaster(data.points)
  const { frame, view } = layout
  raster.count(view, { columns: frame.width / cellPx, rows: frame.height / cellPx }, data.marks)
  return [...density(raster, layout), ...lonePoints(raster, data, layout)]
}

function isIn(place: number, low: number, size: number): boolean {
  return place >= low && place <= low + size
}

function thresholds({ eta, v }: EtaVData, { frame, placeX, placeY }: Layout): string[] {
  const line = `stroke="${colours.ink}" stroke-opacity="0.6" stroke-dasharray="5 4"`
  const [x, y] = [eta?.logThreshold ?? null, v?.logThreshold ?? null]
  return [
    ...(x !== null && isIn(placeX(x), frame.x, frame.width)
      ? [`<path d="M${at(placeX(x))} ${margin.top}V${at(frame.y + frame.height)}" ${line}/>`]
      : []),
    ...(y !== null && isIn(placeY(y), frame.y, frame.height)
      ? [`<path d="M${at(frame.x)} ${at(placeY(y))}H${at(frame.x + frame.width + gapPx + marginalPx)}" ${line}/>`]
      : []),
  ]
}

/** Outline of a histogram and its Gaussian along one side of the plane, from `base` by up to `marginalPx`. */
function marginal(
  histogram: Histogram,
  fit: DrawnFit | null,
  point: (log: number, share: number) => string,
  range: readonly [number, number],
): string[] {
  const { low, width, counts } = histogram
  const top = counts.reduce((most, count) => Math.max(most, count), 1)
  const clamp = (log: number) => Math.min(range[1], Math.max(range[0], log))
  const bars = counts.flatMap((count, bin) => {
    const [from, to] = [clamp(low + bin * width), clamp(low + (bin + 1) * width)]
    return count === 0 || from >= to ? [] : [`M${point(from, 0)}L${point(from, count / top)}L${point(to, count / top)}L${point(to, 0)}z`]
  })
  const steps = Array.from({ length: 121 }, (_, step) => range[0] + ((range[1] - range[0]) * step) / 120)
  const curve = fit
    ? steps.map((log, step) => `${step === 0 ? 'M' : 'L'}${point(log, Math.min(1.05, gaussianInBin(log, fit, width) / top))}`)
    : []
  return [
    `<path d="${bars.join('')}" fill="${colours.point}" fill-opacity="0.35"/>`,
    ...(curve.length > 0 ? [`<path d="${curve.join('')}" fill="none" stroke="${colours.ink}" stroke-opacity="0.6"/>`] : []),
  ]
}

function marginals({ points, eta, v }: EtaVData, { frame, view, placeX, placeY }: Layout): string[] {
  const [top, right] = [frame.y - gapPx, frame.x + frame.width + gapPx]
  const above = (log: number, share: number) => `${at(placeX(log))} ${at(top - share * marginalPx * 0.95)}`
  const beside = (log: number, share: number) => `${at(right + share * marginalPx * 0.95)} ${at(placeY(log))}`
  return [
    ...marginal(histogramOf(points.logEta, binWidth), eta, above, [view.etaLow, view.etaHigh]),
    ...marginal(histogramOf(points.logV, binWidth), v, beside, [view.vLow, view.vHigh]),
  ]
}

/**
 * The plane of eta and V as an SVG of its own: dense places as their density, lone sources as discs, candidates as crosses,
 * thresholds, histograms along both sides with the fitted Gaussians. Equal data gives equal text. It needs no style sheet,
 * no script and no network.
 */
export function etaVSvg(data: EtaVData, options: EtaVSvgOptions): string {
  const { widthPx = 640, heightPx = 520, title } = options
  const layout = layoutOf(data, options)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthPx} ${heightPx}" width="${widthPx}" height="${heightPx}" font-family="Inter, Helvetica, Arial, sans-serif" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${widthPx}" height="${heightPx}" fill="${colours.paper}"/>`,
    ...axes(layout),
    ...pointsSvg(data, layout),
    ...marginals(data, layout),
    ...thresholds(data, layout),
    '</svg>',
    '',
  ].join('\n')
}
