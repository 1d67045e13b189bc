import { glyphHeight, labelPixels, labelWidth } from './glyphs.ts'

/** Red, green and blue from 0 to 255. */
export type Ink = readonly [red: number, green: number, blue: number]

export interface Stroke {
  readonly ink: Ink
  readonly widthPx: number
  /** From 0 to 1; default: 1. */
  readonly opacity?: number
  /** Lengths of dashes and gaps; none: a whole line. */
  readonly dashPx?: readonly [dash: number, gap: number]
}

/** A place on a picture: pixels to the right of its left edge and down from its upper one. */
export type Point = readonly [x: number, y: number]

/** The pieces of a path that a dashed line has. */
function* dashes(path: readonly Point[], [dash, gap]: readonly [number, number]): Generator<readonly [Point, Point]> {
  let [isInk, left] = [true, dash]
  for (let k = 1; k < path.length; k++) {
    let [x, y] = path[k - 1]
    const [toX, toY] = path[k]
    for (let rest = Math.hypot(toX - x, toY - y); rest > 1e-9;) {
      const step = Math.min(rest, left)
      const next: Point = [x + ((toX - x) * step) / rest, y + ((toY - y) * step) / rest]
      if (isInk) yield [[x, y], next]
      ;[x, y] = next
      rest -= step
      left -= step
      if (left <= 1e-9) [isInk, left] = isInk ? [false, gap] : [true, dash]
    }
  }
}

function* whole(path: readonly Point[]): Generator<readonly [Point, Point]> {
  for (let k = 1; k < path.length; k++) yield [path[k - 1], path[k]]
}

function distance(x: number, y: number, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - t * dx, y - ay - t * dy)
}

/** A picture of red, green, blue and opacity, row by row from the top, that lines, ellipses and labels are drawn on with smooth edges. */
export class Canvas {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8Array

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.rgba = new Uint8Array(width * height * 4)
  }

  #blend(pixel: number, [red, green, blue]: Ink, share: number): void {
    const at = 4 * pixel
    const below = this.rgba[at + 3] / 255
    const opacity = share + below * (1 - share)
    if (opacity === 0) return
    for (const [channel, value] of [red, green, blue].entries()) {
      this.rgba[at + channel] = Math.round((value * share + this.rgba[at + channel] * below * (1 - share)) / opacity)
    }
    this.rgba[at + 3] = Math.round(opacity * 255)
  }

  /** The whole pixels of a box that are on the picture. */
  *#pixelsIn(left: number, top: number, right: number, bottom: number): Generator<readonly [x: number, y: number]> {
    const [lastX, lastY] = [Math.min(this.width - 1, Math.floor(right)), Math.min(this.height - 1, Math.floor(bottom))]
    for (let y = Math.max(0, Math.floor(top)); y <= lastY; y++) for (let x = Math.max(0, Math.floor(left)); x <= lastX; x++) yield [x, y]
  }

  /** Draws a line along a path. Where it crosses itself it is no darker. */
  stroke(path: readonly Point[], { ink, widthPx, opacity = 1, dashPx }: Stroke): void {
    const shares = new Map<number, number>()
    const half = widthPx / 2
    for (const [a, b] of dashPx ? dashes(path, dashPx) : whole(path)) {
      const [left, right] = [Math.min(a[0], b[0]) - half - 1, Math.max(a[0], b[0]) + half + 1]
      const [top, bottom] = [Math.min(a[1], b[1]) - half - 1, Math.max(a[1], b[1]) + half + 1]
      for (const [x, y] of this.#pixelsIn(left, top, right, bottom)) {
        const share = Math.min(1, half + 0.5 - distance(x + 0.5, y + 0.5, a, b))
        const pixel = y * this.width + x
        if (share > (shares.get(pixel) ?? 0)) shares.set(pixel, share)
      }
    }
    for (const [pixel, share] of shares) this.#blend(pixel, ink, share * opacity)
  }

  /** Fills a box of whole pixels. */
  fillBox(left: number, top: number, width: number, height: number, ink: Ink): void {
    for (const [x, y] of this.#pixelsIn(left, top, left + width - 1, top + height - 1)) this.#blend(y * this.width + x, ink, 1)
  }

  /** Fills what a closed path is around, a path that turns one way alone, such as an ellipse. */
  fill(path: readonly Point[], ink: Ink): void {
    const [xs, ys] = [path.map(([x]) => x), path.map(([, y]) => y)]
    const [left, right] = [Math.min(...xs) - 1, Math.max(...xs) + 1]
    const [top, bottom] = [Math.min(...ys) - 1, Math.max(...ys) + 1]
    const turn = Math.sign(
      path.reduce((sum, [x, y], k) => sum + x * path[(k + 1) % path.length][1] - path[(k + 1) % path.length][0] * y, 0),
    )
    for (const [x, y] of this.#pixelsIn(left, top, right, bottom)) {
      let inside = Infinity
      for (const [k, [ax, ay]] of path.entries()) {
        const [bx, by] = path[(k + 1) % path.length]
        const length = Math.hypot(bx - ax, by - ay)
        if (length > 0) inside = Math.min(inside, (turn * ((bx - ax) * (y + 0.5 - ay) - (by - ay) * (x + 0.5 - ax))) / length)
      }
      if (inside > -0.5) this.#blend(y * this.width + x, ink, Math.min(1, inside + 0.5))
    }
  }

  /** Writes a label with a light rim, its left end and its top at a place; kept on the picture where that is large enough. */
  label(text: string, [x, y]: Point, { ink, rim }: { readonly ink: Ink; readonly rim: Ink }): void {
    const left = Math.max(1, Math.min(Math.round(x), this.width - labelWidth(text) - 1))
    const top = Math.max(1, Math.min(Math.round(y), this.height - glyphHeight - 1))
    const pixels = labelPixels(text)
    for (const [dx, dy] of pixels) this.fillBox(left + dx - 1, top + dy - 1, 3, 3, rim)
    for (const [dx, dy] of pixels) this.fillBox(left + dx, top + dy, 1, 1, ink)
  }
}
