import type { EllipseOnPixels } from '../../sky/pixelEllipse.ts'
import type { GridLine } from '../../sky/skyGrid.ts'
import { Canvas, type Ink, type Point, type Stroke } from './canvas.ts'
import { glyphHeight, labelWidth } from './glyphs.ts'

/** The pixels of a part of an image as colours. */
export interface PicturePixels {
  readonly width: number
  readonly height: number
  /** Of each pixel its colour, row by row from the bottom. */
  readonly indices: Uint8Array
  /** 256 colours, three bytes each; the first is none. */
  readonly palette: Uint8Array
  /** Pixels of the picture along the edge of one of these. */
  readonly zoom: number
}

/** The fitted shape of a measurement. */
export interface PictureShape extends EllipseOnPixels {
  readonly x: number
  readonly y: number
  readonly isForced: boolean
}

/** What is drawn over the pixels, in their coordinates: the first is centred on (0, 0), the second row lies above it. */
export interface PictureOverlays {
  readonly grid: readonly GridLine[]
  readonly shapes: readonly PictureShape[]
  readonly beam: EllipseOnPixels | null
}

const gridStroke: Stroke = { ink: [14, 124, 134], widthPx: 1, opacity: 0.55 }
const labelInks = { ink: [4, 52, 58], rim: [255, 255, 255] } as const
const detectionStroke: Stroke = { ink: [0, 114, 178], widthPx: 1.5 }
const forcedStroke: Stroke = { ink: [230, 159, 0], widthPx: 1.5, dashPx: [4, 3] }
const beamInk: Ink = [91, 97, 110]
const beamStroke: Stroke = { ink: [23, 26, 33], widthPx: 1 }
const paper: Ink = [255, 255, 255]

/** Beams that are smaller than this say nothing, and larger ones than this part of the picture cover it. */
const leastBeamPx = 1.5
const mostBeamShare = 1 / 4

/** The colours of a palette as pixels of a canvas, in the order of its bytes; the first is none. */
function coloursOf(palette: Uint8Array): Uint32Array {
  const bytes = new Uint8Array(256 * 4)
  for (let index = 1; index < 256; index++) bytes.set([...palette.subarray(3 * index, 3 * index + 3), 255], 4 * index)
  return new Uint32Array(bytes.buffer)
}

function painted({ width, height, indices, palette, zoom }: PicturePixels): Canvas {
  const canvas = new Canvas(width * zoom, height * zoom)
  const colours = coloursOf(palette)
  const pixels = new Uint32Array(canvas.rgba.buffer)
  for (let row = 0; row < height; row++) {
    const first = (height - 1 - row) * zoom * canvas.width
    for (let column = 0; column < width; column++) {
      const start = first + column * zoom
      pixels.fill(colours[indices[row * width + column]], start, start + zoom)
    }
    for (let copy = 1; copy < zoom; copy++) pixels.copyWithin(first + copy * canvas.width, first, first + canvas.width)
  }
  return canvas
}

function ellipsePath([x, y]: Point, { semiMajor, semiMinor, angleDeg }: EllipseOnPixels, zoom: number): readonly Point[] {
  const steps = Math.max(24, Math.min(180, Math.ceil(semiMajor * zoom)))
  const [cos, sin] = [Math.cos((angleDeg * Math.PI) / 180), Math.sin((angleDeg * Math.PI) / 180)]
  return Array.from({ length: steps + 1 }, (_, step): Point => {
    const turn = (2 * Math.PI * step) / steps
    const [along, across] = [semiMajor * zoom * Math.cos(turn), semiMinor * zoom * Math.sin(turn)]
    return [x + along * cos - across * sin, y - along * sin - across * cos]
  })
}

/** Where a line has its label: right ascensions at their lowest point, declinations at their leftmost. */
function labelPlace(axis: GridLine['axis'], points: readonly Point[]): Point | null {
  const [first, ...others] = points
  if (!first) return null
  const best = others.reduce((one, other) => ((axis === 'ra' ? other[1] > one[1] : other[0] < one[0]) ? other : one), first)
  return [best[0] + 4, best[1] - glyphHeight - 3]
}

function drawGrid(canvas: Canvas, grid: readonly GridLine[], placed: (x: number, y: number) => Point): void {
  const lines = grid.map(({ axis, label, parts }) => {
    const paths = parts.map((part) => Array.from({ length: part.length / 2 }, (_, k) => placed(part[2 * k], part[2 * k + 1])))
    return { axis, label, paths }
  })
  for (const { paths } of lines) for (const path of paths) canvas.stroke(path, gridStroke)
  for (const { axis, label, paths } of lines) {
    const at = labelPlace(axis, paths.flat())
    if (at && labelWidth(label) < canvas.width / 2) canvas.label(label, at, labelInks)
  }
}

function drawBeam(canvas: Canvas, beam: EllipseOnPixels, zoom: number): void {
  const reach = beam.semiMajor * zoom
  if (reach < leastBeamPx || reach > canvas.width * mostBeamShare) return
  const edge = Math.ceil(2 * reach + 8)
  const [left, top] = [canvas.width - edge - 6, canvas.height - edge - 6]
  canvas.fillBox(left, top, edge, edge, paper)
  const corners: readonly Point[] = [
    [left, top],
    [left + edge, top],
    [left + edge, top + edge],
    [left, top + edge],
    [left, top],
  ]
  canvas.stroke(corners, { ...beamStroke, opacity: 0.4 })
  const path = ellipsePath([left + edge / 2, top + edge / 2], beam, zoom)
  canvas.fill(path.slice(1), beamInk)
  canvas.stroke(path, beamStroke)
}

/** A part of an image with the lines of the sky, the shapes of measurements and the beam over it, as the pages of the site draw them. */
export function skyPicture(pixels: PicturePixels, { grid, shapes, beam }: PictureOverlays): Canvas {
  const { height, zoom } = pixels
  const placed = (x: number, y: number): Point => [(x + 0.5) * zoom, (height - 0.5 - y) * zoom]
  const canvas = painted(pixels)
  drawGrid(canvas, grid, placed)
  for (const shape of shapes) {
    canvas.stroke(ellipsePath(placed(shape.x, shape.y), shape, zoom), shape.isForced ? forcedStroke : detectionStroke)
  }
  if (beam) drawBeam(canvas, beam, zoom)
  return canvas
}
