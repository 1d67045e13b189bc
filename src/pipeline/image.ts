import type { IslandNumbering } from './islandNumbering.ts'
import type { WcsParameters } from '../sky/wcsParameters.ts'

/** What the pipeline knows of one image: facts of its header and of its noise map. Plain data, so that it crosses threads. */
export interface ImageFacts {
  /** File name of the image, such as `epoch01.fits`. */
  readonly name: string
  readonly telescope: string
  /** Stokes parameter: I, Q, U, V, RR, LL, XX ... */
  readonly polarisation: string
  /** Start of the observation, UTC, ISO 8601 with milliseconds and Z. */
  readonly timeUtc: string
  readonly jd: number
  readonly durationS: number
  readonly frequencyMhz: number
  readonly bandwidthMhz: number
  readonly width: number
  readonly height: number
  readonly wcs: WcsParameters
  /** Position of pixel (NAXIS1/2, NAXIS2/2) in the counting from 1 of FITS, as the VAST Pipeline defines the centre. */
  readonly centreRaDeg: number
  readonly centreDecDeg: number
  /** Half the diagonal, in pixels. */
  readonly radiusPixels: number
  /** Pixel scales along the first and the second axis, positive, deg. */
  readonly pixelScaleXDeg: number
  readonly pixelScaleYDeg: number
  readonly beamMajorDeg: number
  readonly beamMinorDeg: number
  /** Position angle of the beam, north through east, deg. */
  readonly beamPaDeg: number
  /** Median, smallest and largest value of the noise map's finite positive pixels, mJy/beam. */
  readonly rmsMedianMjy: number
  readonly rmsMinMjy: number
  readonly rmsMaxMjy: number
  /** Of its catalogue; not there where the image was ingested without looking for it. */
  readonly islands?: IslandNumbering
}
