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

/** A box of whole pixels: from the first to the last, both of them in it. */
interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A picture of red, green, blue and opacity, row by row from the top, that lines, ellipses and labels are drawn on with smooth edges. */
export class Canvas {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8Array
  /** How much of each pixel the line covers that is being drawn; zeros between lines. */
  readonly #covered: Float32Array

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.rgba = new Uint8Array(width * height * 4)
    this.#covered = new Float32Array(width * height)
  }

  #blend(pixel: number, ink: Ink, share: number): void {
    const at = 4 * pixel
    const below = (this.rgba[at + 3] / 255) * (1 - share)
    const opacity = share + below
    if (opacity === 0) return
    for (let channel = 0; channel < 3; channel++) {
      this.rgba[at + channel] = Math.round((ink[channel] * share + this.rgba[at + channel] * below) / opacity)
    }
    this.rgba[at + 3] = Math.round(opacity * 255)
  }

  /** The pixels of a box that are on the picture. */
  #within(left: number, top: number, right: number, bottom: number): Box {
    return {
      left: Math.max(0, Math.floor(left)),
      top: Math.max(0, Math.floor(top)),
      right: Math.min(this.width - 1, Math.floor(right)),
      bottom: Math.min(this.height - 1, Math.floor(bottom)),
    }
  }

  /** Notes how much of each pixel a straight line covers. @param touched gets the pixels that were not covered before */
  #cover([ax, ay]: Point, [bx, by]: Point, half: number, touched: number[]): void {
    const reach = half + 1
    const box = this.#within(Math.min(ax, bx) - reach, Math.min(ay, by) - reach, Math.max(ax, bx) + reach, Math.max(ay, by) + reach)
    const [dx, dy] = [bx - ax, by - ay]
    const squared = dx * dx + dy * dy
    for (let y = box.top; y <= box.bottom; y++) {
      for (let x = box.left; x <= box.right; x++) {
        const [px, py] = [x + 0.5 - ax, y + 0.5 - ay]
        const t = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared))
        const share = Math.min(1, half + 0.5 - Math.hypot(px - t * dx, py - t * dy))
        const pixel = y * this.width + x
        if (share <= this.#covered[pixel]) continue
        if (this.#covered[pixel] === 0) touched.push(pixel)
        this.#covered[pixel] = share
      }
    }
  }

  /** Draws a line along a path. Where it crosses itself it is no darker. */
  stroke(path: readonly Point[], { ink, widthPx, opacity = 1, dashPx }: Stroke): void {
    const touched: number[] = []
    for (const [from, to] of dashPx ? dashes(path, dashPx) : whole(path)) this.#cover(from, to, widthPx / 2, touched)
    for (const pixel of touched) {
      this.#blend(pixel, ink, this.#covered[pixel] * opacity)
      this.#covered[pixel] = 0
    }
  }

  /** Fills a box of whole pixels. */
  fillBox(left: number, top: number, width: number, height: number, ink: Ink): void {
    const box = this.#within(left, top, left + width - 1, top + height - 1)
    for (let y = box.top; y <= box.bottom; y++) for (let x = box.left; x <= box.right; x++) this.#blend(y * this.width + x, ink, 1)
  }

  /** Fills what a closed path is around, a path that turns one way alone, such as an ellipse. */
  fill(path: readonly Point[], ink: Ink): void {
    const edges = path.map(([ax, ay], k) => {
      const [bx, by] = path[(k + 1) % path.length]
      return { ax, ay, dx: bx - ax, dy: by - ay, length: Math.hypot(bx - ax, by - ay), area: ax * by - bx * ay }
    })
    const turn = Math.sign(edges.reduce((sum, { area }) => sum + area, 0))
    const [xs, ys] = [path.map(([x]) => x), path.map(([, y]) => y)]
    const box = this.#within(Math.min(...xs) - 1, Math.min(...ys) - 1, Math.max(...xs) + 1, Math.max(...ys) + 1)
    for (let y = box.top; y <= box.bottom; y++) {
      for (let x = box.left; x <= box.right; x++) {
        let inside = Infinity
        for (const { ax, ay, dx, dy, length } of edges) {
          if (length > 0) inside = Math.min(inside, (turn * (dx * (y + 0.5 - ay) - dy * (x + 0.5 - ax))) / length)
        }
        if (inside > -0.5) this.#blend(y * this.width + x, ink, Math.min(1, inside + 0.5))
      }
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
