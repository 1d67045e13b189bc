import { failure, makeFault, type Result, success } from '../../fault/fault.ts'
import { jdOfUnixMs } from '../../sky/julianDate.ts'
import { createWcs, pixelScalesDeg } from '../../sky/wcs.ts'
import type { ImageFacts } from '../image.ts'

/** What the header of an image says of itself. */
export type ImageHeaderFacts = Omit<ImageFacts, 'jd' | DerivedKey | keyof RmsFacts>

/** What the noise map of an image says: over its finite positive pixels. */
export type RmsFacts = Pick<ImageFacts, 'rmsMedianMjy' | 'rmsMinMjy' | 'rmsMaxMjy'>

type DerivedKey = 'centreRaDeg' | 'centreDecDeg' | 'radiusPixels' | 'pixelScaleXDeg' | 'pixelScaleYDeg'

/**
 * The facts of an image: those of its header and noise map, and what follows from them: Julian date, centre, radius
 * and pixel scales.
 *
 * @param header its `timeUtc` is a valid time, its `wcs` describes a system (`wcsProblem` gives null)
 * @returns a fault when the centre of the image shows no sky
 */
export function imageFacts(header: ImageHeaderFacts, rms: RmsFacts): Result<ImageFacts> {
  const { name, width, height, wcs } = header
  const centre = createWcs(wcs).skyFromPixel(width / 2 - 1, height / 2 - 1)
  if (Number.isNaN(centre.raDeg) || Number.isNaN(centre.decDeg)) {
    return failure(
      makeFault(
        'ingest.centreOffSky',
        `${name}: expected sky at the centre of its ${width} x ${height} pixels, found none in its ${wcs.projection} projection.`,
        {
          hint: 'Check CRPIX, CDELT and CRVAL in the header of the image.',
          data: { image: name, width, height, wcs },
        },
      ),
    )
  }
  const [pixelScaleXDeg, pixelScaleYDeg] = pixelScalesDeg(wcs)
  return success({
    ...header,
    ...rms,
    jd: jdOfUnixMs(Date.parse(header.timeUtc)),
    centreRaDeg: centre.raDeg,
    centreDecDeg: centre.decDeg,
    radiusPixels: Math.hypot(width, height) / 2,
    pixelScaleXDeg,
    pixelScaleYDeg,
  })
}
