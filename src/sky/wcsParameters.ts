/** Projections that Halley reads. NCP is the slant SIN of the Westerbork tradition; it arrives as SIN with PV2_1 = 0 and PV2_2 = cot(dec0). */
export type ProjectionCode = 'SIN' | 'TAN' | 'ZEA' | 'CAR'

/**
 * A celestial world coordinate system as plain data (Calabretta & Greisen 2002, A&A 395, 1077), so that it crosses
 * threads and files. Made from a FITS header by the `formats` room.
 */
export interface WcsParameters {
  readonly projection: ProjectionCode
  /** Reference pixel, 0-based: the centre of the first pixel is (0, 0). */
  readonly referenceX: number
  readonly referenceY: number
  readonly referenceRaDeg: number
  readonly referenceDecDeg: number
  /** d(intermediate x, y) / d(pixel x, y), deg per pixel: [xx, xy, yx, yy] (CD, or CDELT times PC or CROTA2). */
  readonly matrixDeg: readonly [number, number, number, number]
  /** LONPOLE; `defaultLonPoleDeg` where the header has none. */
  readonly lonPoleDeg: number
  /** LATPOLE; 90 where the header has none. Only CAR uses it. */
  readonly latPoleDeg: number
  /** PV2_1 and PV2_2 of slant SIN; 0 and 0 for plain SIN. */
  readonly slantXi: number
  readonly slantEta: number
}
