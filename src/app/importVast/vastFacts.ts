import type { Result } from '../../fault/fault.ts'
import { readImageHeader } from '../../formats/fits/imageHeader.ts'
import type { ImageFacts } from '../../pipeline/image.ts'
import { imageFacts } from '../../pipeline/ingest/imageFacts.ts'
import type { VastImage } from '../../store/vast/readVastImages.ts'
import { openImage } from '../inputs/openImage.ts'

/** What the header says of the image, where the file is still there and can be read. */
async function headerFacts(image: VastImage, path: string, scratch: string): Promise<Result<ImageFacts>> {
  const opened = await openImage(path, scratch)
  if (!opened.ok) return opened
  await opened.value.close()
  const header = readImageHeader(opened.value.image.header)
  if (!header.ok) return header
  const { rmsMedianMjy, rmsMinMjy, rmsMaxMjy } = image
  return imageFacts({ ...header.value, name: image.name }, { rmsMedianMjy, rmsMinMjy, rmsMaxMjy })
}

/** What follows from VAST's table alone: north up in the projection of radio interferometers, square to the sky at the centre. */
function tableFacts(image: VastImage): ImageFacts {
  const { radiusPixels, raDeg, decDeg } = image
  const [scaleX, scaleY] = [image.fovBminDeg / radiusPixels, image.fovBmajDeg / radiusPixels]
  const [width, height] = [Math.round(image.physicalBminDeg / scaleX), Math.round(image.physicalBmajDeg / scaleY)]
  return {
    name: image.name,
    telescope: 'ASKAP',
    polarisation: image.polarisation,
    timeUtc: new Date(image.timeMs).toISOString(),
    jd: image.jd,
    durationS: image.durationS,
    frequencyMhz: image.frequencyMhz,
    bandwidthMhz: image.bandwidthMhz,
    width,
    height,
    wcs: {
      projection: 'SIN',
      referenceX: width / 2 - 1,
      referenceY: height / 2 - 1,
      referenceRaDeg: raDeg,
      referenceDecDeg: decDeg,
      matrixDeg: [-scaleX, 0, 0, scaleY],
      lonPoleDeg: 180,
      latPoleDeg: 90,
      slantXi: 0,
      slantEta: 0,
    },
    centreRaDeg: raDeg,
    centreDecDeg: decDeg,
    radiusPixels,
    pixelScaleXDeg: scaleX,
    pixelScaleYDeg: scaleY,
    beamMajorDeg: image.beamMajorDeg,
    beamMinorDeg: image.beamMinorDeg,
    beamPaDeg: image.beamPaDeg,
    rmsMedianMjy: image.rmsMedianMjy,
    rmsMinMjy: image.rmsMinMjy,
    rmsMaxMjy: image.rmsMaxMjy,
  }
}

/** What Halley knows of an image of VAST: from its header where the file is still at `path`, else from VAST's table. */
export async function vastFacts(image: VastImage, path: string, scratch: string): Promise<ImageFacts> {
  const read = await headerFacts(image, path, scratch)
  return read.ok ? read.value : tableFacts(image)
}
