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
 * The image's restoring beam. A restoring beam has one shape on the whole pixel grid, so that east, north and scale are
 * not taken anew at each source: they are those of the reference point of the projection, from where its position angle
 * counts, and in CAR, whose scale changes with the declination and whose reference may lie far off, those of the image's
 * centre. Rotated and mirrored images and pixels that are not square are right by construction; with north up and
 * square pixels the coefficients are those of the reference implementation (forced_phot 0.2, class G2D).
 */
export function beamKernel(facts: ImageFacts): BeamKernel {
  const [eastPerX, eastPerY, northPerX, northPerY] = skyPerPixelDeg(facts)
  const cos = Math.cos(degToRad(facts.beamPaDeg))
  const sin = Math.sin(degToRad(facts.beamPaDeg))
  const perMajor = 4 * Math.LN2 * facts.beamMajorDeg ** -2
  const perMinor = 4 * Math.LN2 * facts.beamMinorDeg ** -2
  const alongX = sin * eastPerX + cos * northPerX
  const alongY = sin * eastPerY + cos * northPerY
  const acrossX = cos * eastPerX - sin * northPerX
  const acrossY = cos * eastPerY - sin * northPerY
  return {
    a: perMajor * alongX * alongX + perMinor * acrossX * acrossX,
    b: 2 * (perMajor * alongX * alongY + perMinor * acrossX * acrossY),
    c: perMajor * alongY * alongY + perMinor * acrossY * acrossY,
  }
}

/** How far east one pixel along x and one along y lead, then how far north, deg. */
type SkyPerPixelDeg = readonly [eastPerX: number, eastPerY: number, northPerX: number, northPerY: number]

function skyPerPixelDeg(facts: ImageFacts): SkyPerPixelDeg {
  return facts.wcs.projection === 'CAR' ? atCentre(facts) : atReference(facts)
}

function atCentre({ wcs, width, height }: ImageFacts): SkyPerPixelDeg {
  const { eastX, eastY, northX, northY } = createWcs(wcs).localAxes((width - 1) / 2, (height - 1) / 2)
  const determinant = eastX * northY - northX * eastY
  return [northY / determinant, -northX / determinant, -eastY / determinant, eastX / determinant]
}

/** There a zenithal projection has the scale of the sky: the matrix holds it, and needs only be turned to the north. */
function atReference({ wcs }: ImageFacts): SkyPerPixelDeg {
  const [xx, xy, yx, yy] = wcs.matrixDeg
  const { northX, northY } = createWcs(wcs).localAxes(wcs.referenceX, wcs.referenceY)
  const planeX = xx * northX + xy * northY
  const planeY = yx * northX + yy * northY
  const sin = planeX / Math.hypot(planeX, planeY)
  const cos = planeY / Math.hypot(planeX, planeY)
  return [cos * xx - sin * yx, cos * xy - sin * yy, sin * xx + cos * yx, sin * xy + cos * yy]
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
