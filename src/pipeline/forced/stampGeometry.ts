import type { ImageFacts } from '../image.ts'

/** The sizes, in pixels, that one image's beam gives to stamps and margins. Pixels of the second axis count. */
export interface StampGeometry {
  readonly width: number
  readonly height: number
  readonly beamMajorPixels: number
  /** Half the side of a stamp, 1.5 BMAJ; a stamp goes from round(X - half) to round(X + half). */
  readonly stampHalfPixels: number
  /** A source nearer to an edge than this is not measured: round(round(1.5 BMAJ) x edge buffer scale). */
  readonly edgeMarginPixels: number
  /** Half the side of the box about a source that must have no blank pixel, round(BMAJ / 2). */
  readonly blankHalfPixels: number
}

export function stampGeometry(facts: ImageFacts, edgeBufferScale: number): StampGeometry {
  const beamMajorPixels = facts.beamMajorDeg / facts.pixelScaleYDeg
  const stampHalfPixels = 1.5 * beamMajorPixels
  return {
    width: facts.width,
    height: facts.height,
    beamMajorPixels,
    stampHalfPixels,
    edgeMarginPixels: roundHalfEven(roundHalfEven(stampHalfPixels) * edgeBufferScale),
    blankHalfPixels: roundHalfEven(beamMajorPixels / 2),
  }
}

/** Whether a position lies inside the edge margin, as the reference implementation decides it. False for NaN. */
export function insideMargin(geometry: StampGeometry, x: number, y: number): boolean {
  const { width, height, edgeMarginPixels } = geometry
  const inX = x >= edgeMarginPixels && x <= width - edgeMarginPixels && roundHalfEven(x) < width
  return inX && y >= edgeMarginPixels && y <= height - edgeMarginPixels && roundHalfEven(y) < height
}

/** First pixel of a stamp about `centre`, not below 0. */
export function stampFirst(geometry: StampGeometry, centre: number): number {
  return Math.max(0, roundHalfEven(centre - geometry.stampHalfPixels))
}

/** Last pixel of a stamp about `centre` on an axis of `length` pixels. */
export function stampLast(geometry: StampGeometry, centre: number, length: number): number {
  return Math.min(length - 1, roundHalfEven(centre + geometry.stampHalfPixels))
}

/** The nearest integer, ties to the even one, as numpy rounds. */
export function roundHalfEven(value: number): number {
  const rounded = Math.round(value)
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded
}
