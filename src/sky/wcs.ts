import { degToRad, normaliseRaDeg, raDifferenceDeg, radToDeg } from './angle.ts'
import { nativePole } from './nativeSphere.ts'
import type { NativePole } from './nativeSphere.ts'
import { deproject, project } from './projection.ts'
import { writeOffsetPositionDeg } from './separation.ts'
import type { WcsParameters } from './wcsParameters.ts'

/** The directions of the sky at one point of an image, in pixels per degree. */
export interface LocalAxes {
  /** Pixels, along x and y, that one degree to the east covers. */
  readonly eastX: number
  readonly eastY: number
  /** Pixels, along x and y, that one degree to the north covers. */
  readonly northX: number
  readonly northY: number
  /** Direction of north: the angle from +y towards -x, in [0, 360). 0 in an image with north up. */
  readonly northAngleDeg: number
}

/** Both directions of a world coordinate system. Pixels count from 0 at the centre of the first pixel. */
export interface Wcs {
  readonly parameters: WcsParameters
  /** NaN where the projection does not show the position. */
  pixelFromSky(raDeg: number, decDeg: number): { readonly x: number; readonly y: number }
  /** Right ascension in [0, 360); NaN where the pixel shows no sky. */
  skyFromPixel(x: number, y: number): { readonly raDeg: number; readonly decDeg: number }
  /** {@link pixelFromSky} for as many positions as `raDeg` has, into `x` and `y`. */
  pixelsFromSky(raDeg: Float64Array, decDeg: Float64Array, x: Float64Array, y: Float64Array): void
  /** The local directions of east and north, for beams and kernels; NaN off the sky and within 0.001 deg of a limb. */
  localAxes(x: number, y: number): LocalAxes
}

/** Sizes of a pixel along the first and the second axis, positive, deg: the column norms of the matrix. */
export function pixelScalesDeg({ matrixDeg: [xx, xy, yx, yy] }: WcsParameters): readonly [number, number] {
  return [Math.hypot(xx, yx), Math.hypot(xy, yy)]
}

/**
 * Why {@link createWcs} would throw, as a sentence that names keywords and values; null where it would not. For
 * readers of headers, who refuse the file with it.
 */
export function wcsProblem(parameters: WcsParameters): string | null {
  const { matrixDeg, referenceDecDeg, lonPoleDeg, projection } = parameters
  const numbers = Object.values(parameters)
    .flat()
    .filter((value) => typeof value === 'number')
  if (!numbers.every(Number.isFinite)) return 'every number of a world coordinate system must be finite'
  const [xx, xy, yx, yy] = matrixDeg
  if (xx * yy - xy * yx === 0) return `the matrix from pixels to degrees, [${matrixDeg.join(', ')}], has no inverse`
  if (Math.abs(referenceDecDeg) > 90) return `expected CRVAL2 between -90 and 90 deg, found ${referenceDecDeg}`
  if (nativePole(parameters) === null)
    return `no position of the native pole agrees with CRVAL2 = ${referenceDecDeg} and LONPOLE = ${lonPoleDeg} in ${projection}`
  return null
}

/**
 * The world coordinate system of the given parameters: full spherical rotation by Euler angles, so that poles and
 * RA 0 are places like any other. Good to 1e-10 arcsec, where wcslib loses some digits of slant SIN (6e-9 arcsec).
 *
 * @throws RangeError for parameters that describe no system; ask {@link wcsProblem} before.
 */
export function createWcs(parameters: WcsParameters): Wcs {
  const pole = nativePole(parameters)
  const problem = wcsProblem(parameters)
  if (problem !== null || pole === null) throw new RangeError(problem ?? 'no native pole')
  return new ProjectedSky(parameters, pole)
}

const localStepDeg = 1e-3

class ProjectedSky implements Wcs {
  readonly parameters: WcsParameters
  readonly #pole: NativePole
  readonly #sinPole: number
  readonly #cosPole: number
  readonly #sinLonPole: number
  readonly #cosLonPole: number
  /** Pixels per deg of intermediate coordinates. */
  readonly #inverse: readonly [number, number, number, number]
  readonly #native = new Float64Array(3)
  readonly #plane = new Float64Array(2)
  readonly #pair = new Float64Array(2)

  constructor(parameters: WcsParameters, pole: NativePole) {
    const [xx, xy, yx, yy] = parameters.matrixDeg
    const determinant = xx * yy - xy * yx
    this.parameters = parameters
    this.#pole = pole
    this.#sinPole = Math.sin(degToRad(pole.decDeg))
    this.#cosPole = Math.cos(degToRad(pole.decDeg))
    this.#sinLonPole = Math.sin(degToRad(pole.lonPoleDeg))
    this.#cosLonPole = Math.cos(degToRad(pole.lonPoleDeg))
    this.#inverse = [yy / determinant, -xy / determinant, -yx / determinant, xx / determinant]
  }

  pixelFromSky(raDeg: number, decDeg: number): { x: number; y: number } {
    this.#writePixel(raDeg, decDeg)
    return { x: this.#pair[0], y: this.#pair[1] }
  }

  skyFromPixel(x: number, y: number): { raDeg: number; decDeg: number } {
    this.#writeSky(x, y)
    return { raDeg: this.#pair[0], decDeg: this.#pair[1] }
  }

  pixelsFromSky(raDeg: Float64Array, decDeg: Float64Array, x: Float64Array, y: Float64Array): void {
    for (let i = 0; i < raDeg.length; i++) {
      this.#writePixel(raDeg[i], decDeg[i])
      x[i] = this.#pair[0]
      y[i] = this.#pair[1]
    }
  }

  localAxes(x: number, y: number): LocalAxes {
    const { raDeg, decDeg } = this.skyFromPixel(x, y)
    const position = new Float64Array(2)
    const slope = (xi: number, eta: number): { x: number; y: number } => {
      writeOffsetPositionDeg(xi, eta, raDeg, decDeg, position, 0)
      const ahead = this.pixelFromSky(position[0], position[1])
      writeOffsetPositionDeg(-xi, -eta, raDeg, decDeg, position, 0)
      const behind = this.pixelFromSky(position[0], position[1])
      return { x: (ahead.x - behind.x) / (2 * localStepDeg), y: (ahead.y - behind.y) / (2 * localStepDeg) }
    }
    const east = slope(localStepDeg, 0)
    const north = slope(0, localStepDeg)
    const northAngleDeg = normaliseRaDeg(radToDeg(Math.atan2(-north.x, north.y)))
    return { eastX: east.x, eastY: east.y, northX: north.x, northY: north.y, northAngleDeg }
  }

  /** Leaves the pixel of a position in #pair. Calabretta & Greisen 2002, equation 5, as unit vectors. */
  #writePixel(raDeg: number, decDeg: number): void {
    const { projection, slantXi, slantEta, referenceX, referenceY } = this.parameters
    const ra = degToRad(raDifferenceDeg(raDeg, this.#pole.raDeg))
    const dec = degToRad(decDeg)
    const east = Math.cos(dec) * Math.sin(ra)
    const along = Math.cos(dec) * Math.cos(ra)
    const up = Math.sin(dec)
    const turned = this.#cosPole * up - this.#sinPole * along
    this.#native[0] = this.#cosLonPole * turned + this.#sinLonPole * east
    this.#native[1] = this.#sinLonPole * turned - this.#cosLonPole * east
    this.#native[2] = this.#sinPole * up + this.#cosPole * along
    project(projection, slantXi, slantEta, this.#native, this.#plane)
    const planeX = radToDeg(this.#plane[0])
    const planeY = radToDeg(this.#plane[1])
    this.#pair[0] = referenceX + this.#inverse[0] * planeX + this.#inverse[1] * planeY
    this.#pair[1] = referenceY + this.#inverse[2] * planeX + this.#inverse[3] * planeY
  }

  /** Leaves the position of a pixel in #pair. Calabretta & Greisen 2002, equation 2, as unit vectors. */
  #writeSky(x: number, y: number): void {
    const { projection, slantXi, slantEta, referenceX, referenceY, matrixDeg } = this.parameters
    const deltaX = x - referenceX
    const deltaY = y - referenceY
    this.#plane[0] = degToRad(matrixDeg[0] * deltaX + matrixDeg[1] * deltaY)
    this.#plane[1] = degToRad(matrixDeg[2] * deltaX + matrixDeg[3] * deltaY)
    deproject(projection, slantXi, slantEta, this.#plane, this.#native)
    const turned = this.#cosLonPole * this.#native[0] + this.#sinLonPole * this.#native[1]
    const east = this.#sinLonPole * this.#native[0] - this.#cosLonPole * this.#native[1]
    const along = this.#cosPole * this.#native[2] - this.#sinPole * turned
    const up = this.#sinPole * this.#native[2] + this.#cosPole * turned
    this.#pair[0] = normaliseRaDeg(this.#pole.raDeg + radToDeg(Math.atan2(east, along)))
    this.#pair[1] = radToDeg(Math.atan2(up, Math.sqrt(along * along + east * east)))
  }
}
