import type { WcsParameters } from '../../sky/wcsParameters.ts'
import type { CardToWrite } from './headerText.ts'
import type { ImageHeader } from './imageHeader.ts'
import { startFitsImage } from './writer.ts'

/** A box of an image with its own coordinate system. */
export interface CutOutPixels {
  readonly width: number
  readonly height: number
  /** Jy/beam, row by row from the bottom; NaN off the image. */
  readonly pixels: Float32Array | Float64Array
  /** Of the box: its first pixel is (0, 0). */
  readonly wcs: WcsParameters
  /** Of the image that it is from. */
  readonly header: ImageHeader
}

function imageCards({ telescope, timeUtc, durationS, beamMajorDeg, beamMinorDeg, beamPaDeg }: ImageHeader): CardToWrite[] {
  return [
    ['BUNIT', 'Jy/beam'],
    ['BMAJ', beamMajorDeg, 'deg'],
    ['BMIN', beamMinorDeg, 'deg'],
    ['BPA', beamPaDeg, 'deg'],
    ['TELESCOP', telescope],
    ['DATE-OBS', timeUtc.replace(/Z$/, '')],
    ['TIMESYS', 'UTC'],
    ['DURATION', durationS, 's'],
  ]
}

function wcsCards({ projection, referenceX, referenceY, referenceRaDeg, referenceDecDeg, ...rest }: WcsParameters): CardToWrite[] {
  const [xx, xy, yx, yy] = rest.matrixDeg
  const slant: CardToWrite[] =
    rest.slantXi === 0 && rest.slantEta === 0
      ? []
      : [
          ['PV2_1', rest.slantXi],
          ['PV2_2', rest.slantEta],
        ]
  return [
    ['CTYPE1', `RA---${projection}`],
    ['CTYPE2', `DEC--${projection}`],
    ['CRPIX1', referenceX + 1],
    ['CRPIX2', referenceY + 1],
    ['CRVAL1', referenceRaDeg, 'deg'],
    ['CRVAL2', referenceDecDeg, 'deg'],
    ['CUNIT1', 'deg'],
    ['CUNIT2', 'deg'],
    ['CD1_1', xx],
    ['CD1_2', xy],
    ['CD2_1', yx],
    ['CD2_2', yy],
    ['LONPOLE', rest.lonPoleDeg],
    ['LATPOLE', rest.latPoleDeg],
    ...slant,
  ]
}

/** A cut-out as the bytes of a FITS file: 32-bit floats in Jy/beam, with the coordinates of the image that it is from. */
export async function writeCutOut({ width, height, pixels, wcs, header }: CutOutPixels): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  const sink = {
    write(bytes: Uint8Array) {
      parts.push(bytes.slice())
      return Promise.resolve()
    },
  }
  const writer = await startFitsImage(sink, { axes: [width, height], bitpix: -32 }, [...imageCards(header), ...wcsCards(wcs)])
  await writer.writeRows(pixels)
  await writer.end()
  return Buffer.concat(parts)
}
