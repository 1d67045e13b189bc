import type { ImageFacts } from '../image.ts'

/**
 * The extent of an image on the sky, all deg. The names are the VAST Pipeline's: `bmin` is along the first axis and
 * `bmaj` along the second, whichever is longer.
 */
export interface FieldOfView {
  /** Half the diagonal in pixels x the pixel scale of the second axis. */
  readonly fovBmajDeg: number
  /** Half the diagonal in pixels x the pixel scale of the first axis. */
  readonly fovBminDeg: number
  /** Height: pixels along the second axis x its scale. */
  readonly physicalBmajDeg: number
  /** Width: pixels along the first axis x its scale. */
  readonly physicalBminDeg: number
}

export function fieldOfView(image: ImageFacts): FieldOfView {
  return {
    fovBmajDeg: image.radiusPixels * image.pixelScaleYDeg,
    fovBminDeg: image.radiusPixels * image.pixelScaleXDeg,
    physicalBmajDeg: image.height * image.pixelScaleYDeg,
    physicalBminDeg: image.width * image.pixelScaleXDeg,
  }
}
