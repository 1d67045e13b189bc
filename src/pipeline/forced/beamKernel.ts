import { degToRad } from '../../sky/angle.ts'
import { createWcs } from '../../sky/wcs.ts'
import type { ImageFacts } from '../image.ts'

/** The restoring beam in pixels: exp(-(a dx^2 + b dx dy + c dy^2)), 1 at the centre. */
export interface BeamKernel {
  readonly a: number
  readonly b: number
  readonly c: number
}

/** Pixels firstX .. lastX, firstY .. lastY, both ends included. */
export interface PixelBox {
  firstX: number
  lastX: number
  firstY: number
  lastY: number
}

/**
 * The image's restoring beam. Its position angle counts from north through east at the reference point of the
 * projection: a restoring beam has one shape on the whole pixel grid, so north is not taken anew at each source. Rotated and
 * mirrored images and pixels that are not square are right by construction; with north up and square pixels the
 * coefficients are those of the reference implementation (forced_phot 0.2, class G2D).
 */
export function beamKernel(facts: ImageFacts): BeamKernel {
  const { referenceX, referenceY, matrixDeg } = facts.wcs
  const [xx, xy, yx, yy] = matrixDeg
  const { northX, northY } = createWcs(facts.wcs).localAxes(referenceX, referenceY)
  const north = [xx * northX + xy * northY, yx * northX + yy * northY]
  const northLength = Math.hypot(north[0], north[1])
  const pa = degToRad(facts.beamPaDeg)
  const cos = Math.cos(pa) / northLength
  const sin = Math.sin(pa) / northLength
  // The major axis in the plane of projection: x towards the east and y towards the north of its reference point.
  const majorX = cos * north[0] + sin * north[1]
  const majorY = cos * north[1] - sin * north[0]
  const perMajor = 4 * Math.LN2 * facts.beamMajorDeg ** -2
  const perMinor = 4 * Math.LN2 * facts.beamMinorDeg ** -2
  const alongX = majorX * xx + majorY * yx
  const alongY = majorX * xy + majorY * yy
  const acrossX = majorX * yx - majorY * xx
  const acrossY = majorX * yy - majorY * xy
  return {
    a: perMajor * alongX * alongX + perMinor * acrossX * acrossX,
    b: 2 * (perMajor * alongX * alongY + perMinor * acrossX * acrossY),
    c: perMajor * alongY * alongY + perMinor * acrossY * acrossY,
  }
}

/** Half-widths along x and y of the ellipse outside which the exponent exceeds `exponent`. */
export function ellipseHalfWidths({ a, b, c }: BeamKernel, exponent: number): { readonly halfX: number; readonly halfY: number } {
  const determinant = a * c - (b * b) / 4
  return { halfX: Math.sqrt((exponent * c) / determinant), halfY: Math.sqrt((exponent * a) / determinant) }
}

let columnFactors = new Float64Array(64)

/**
 * Writes scale x exp(-(a dx^2 + b dx dy + c dy^2)) about (centreX, centreY) into `out`, row by row of the box.
 * Column factor x row factor x powers of exp(-b dy): two exponentials a row, within 1e-13 of the definition.
 */
export function writeKernel(kernel: BeamKernel, centreX: number, centreY: number, scale: number, box: PixelBox, out: Float64Array): void {
  const { a, b, c } = kernel
  const columns = box.lastX - box.firstX + 1
  if (columnFactors.length < columns) columnFactors = new Float64Array(columns * 2)
  const factors = columnFactors
  const firstDx = box.firstX - centreX
  for (let i = 0; i < columns; i++) factors[i] = Math.exp(-a * (firstDx + i) * (firstDx + i))
  let at = 0
  for (let y = box.firstY; y <= box.lastY; y++) {
    const dy = y - centreY
    const ratio = Math.exp(-b * dy)
    let row = scale * Math.exp(-c * dy * dy - b * dy * firstDx)
    for (let i = 0; i < columns; i++) {
      out[at++] = row * factors[i]
      row *= ratio
    }
  }
}
