import { failure, makeFault, settle, success, type Result } from '../../fault/fault.ts'
import { writeCutOut, type CutOutPixels } from '../../formats/fits/cutOut.ts'
import type { FitsImage } from '../../formats/fits/image.ts'
import { readImageHeader } from '../../formats/fits/imageHeader.ts'
import { createWcs, pixelScalesDeg } from '../../sky/wcs.ts'
import type { Halley } from '../halley.ts'
import { findImage, type FoundImage, type ImageQuestion } from '../images/findImage.ts'
import { openLayer } from '../images/openLayer.ts'

/** Pixels along the edge of the largest cut-out. */
const MOST_PIXELS = 1024

export interface CutOutRequest extends ImageQuestion {
  readonly raDeg: number
  readonly decDeg: number
  /** The edge of the cut-out. */
  readonly sizeArcsec: number
}

/** The box of `size` pixels around a pixel, NaN where the image has none. */
async function readBox(image: FitsImage, centreX: number, centreY: number, size: number) {
  const firstX = Math.round(centreX) - (size >> 1)
  const firstY = Math.round(centreY) - (size >> 1)
  const [left, bottom] = [Math.max(0, firstX), Math.max(0, firstY)]
  const columns = Math.min(image.width, firstX + size) - left
  const rows = Math.min(image.height, firstY + size) - bottom
  const box = new Float32Array(size * size).fill(Number.NaN)
  if (columns <= 0 || rows <= 0) return null
  const pixels = await image.read(left, bottom, columns, rows)
  for (let row = 0; row < rows; row++) {
    box.set(pixels.subarray(row * columns, (row + 1) * columns), (row + bottom - firstY) * size + left - firstX)
  }
  return { box, firstX, firstY }
}

async function cut(image: FitsImage, { raDeg, decDeg, sizeArcsec, imageNumber }: CutOutRequest): Promise<Result<CutOutPixels>> {
  const header = readImageHeader(image.header)
  if (!header.ok) return header
  const { wcs } = header.value
  const size = Math.max(3, Math.round(sizeArcsec / 3600 / Math.min(...pixelScalesDeg(wcs))))
  if (size > MOST_PIXELS) {
    const message = `Expected a cut-out of at most ${MOST_PIXELS} pixels along its edge, found ${size}.`
    return failure(makeFault('image.size', message, { hint: 'Ask for a smaller part of the image.', data: { size } }))
  }
  const { x, y } = createWcs(wcs).pixelFromSky(raDeg, decDeg)
  const read = Number.isFinite(x) && Number.isFinite(y) ? await readBox(image, x, y, size) : null
  if (!read) {
    const message = `Image ${imageNumber}: expected a position on it, found ${raDeg}, ${decDeg} deg off its pixels.`
    return failure(makeFault('image.outside', message, { hint: 'The footprint of the image shows where it is.', data: { raDeg, decDeg } }))
  }
  const { box, firstX, firstY } = read
  const own = { ...wcs, referenceX: wcs.referenceX - firstX, referenceY: wcs.referenceY - firstY }
  return success({ width: size, height: size, pixels: box, wcs: own, header: header.value })
}

/**
 * The pixels of an image around a position, read from its file by ranges.
 *
 * @returns the faults of its file, `image.changed` where it is not the file that was processed, `image.outside` for a
 * position off it, `image.size` for too large a part
 */
export async function readCutOut(halley: Halley, { files }: FoundImage, request: CutOutRequest): Promise<Result<CutOutPixels>> {
  const opened = await openLayer(halley, files, 'image')
  if (!opened.ok) return opened
  try {
    const box = await settle(() => cut(opened.value.image, request))
    return box.ok ? box.value : box
  } finally {
    await opened.value.close()
  }
}

/** A cut-out as a FITS file. @returns the faults of finding the image and of {@link readCutOut} */
export async function exportCutOut(halley: Halley, request: CutOutRequest): Promise<Result<Uint8Array>> {
  const found = await findImage(halley, request)
  if (!found.ok) return found
  const cutOut = await readCutOut(halley, found.value, request)
  return cutOut.ok ? success(await writeCutOut(cutOut.value)) : cutOut
}
