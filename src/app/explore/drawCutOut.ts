import { skyPicture, type PictureShape } from '../../charts/picture/skyPicture.ts'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import type { CutOutPixels } from '../../formats/fits/cutOut.ts'
import { encodeColourPng, encodePng } from '../../formats/png/encodePng.ts'
import { pixelEllipse } from '../../sky/pixelEllipse.ts'
import { skyGrid } from '../../sky/skyGrid.ts'
import { createWcs, type Wcs } from '../../sky/wcs.ts'
import { zscale, type Limits } from '../../sky/zscale.ts'
import { resultTables } from '../../store/arrow/resultTables.ts'
import { imagesOfResult } from '../../store/catalogue/results.ts'
import { measurementsAround } from '../../store/explore/measurementsAround.ts'
import { colourMap, type ColourName } from '../contract/pictures/colourMaps.ts'
import { brightness, type StretchName } from '../contract/pictures/stretch.ts'
import type { Halley } from '../halley.ts'
import { findImage, type FoundImage } from '../images/findImage.ts'
import { readCutOut, type CutOutRequest } from './cutOut.ts'

const MJY_PER_JY = 1000
const ARCSEC_PER_DEG = 3600

/** More would cover the picture. */
const MOST_SHAPES = 2000

/** Pixels along the edge of the largest picture, and of one that shows lines and ellipses apart. */
const MOST_PICTURE_PIXELS = 2048
const CLEAR_PIXELS = 480
const MOST_ZOOM = 16

export interface Drawing {
  readonly stretch: StretchName
  readonly colours: ColourName
  /** mJy/beam; null: as zscale finds them in the cut-out. */
  readonly limits: Limits | null
  /** What is drawn over the pixels: lines of the sky, the beam, the shapes of measurements. */
  readonly grid?: boolean
  readonly beam?: boolean
  readonly shapes?: boolean
  /** Pixels of the picture along the edge of one of the image's; default: 1, or as many as what is drawn over them needs. */
  readonly zoom?: number | undefined
}

/** Rows from the top, as pictures have them. */
function fromTop(indices: Uint8Array, width: number, height: number): Uint8Array {
  const turned = new Uint8Array(indices.length)
  for (let row = 0; row < height; row++) turned.set(indices.subarray(row * width, (row + 1) * width), (height - 1 - row) * width)
  return turned
}

function zoomOf({ width }: CutOutPixels, { zoom, grid, beam, shapes }: Drawing): Result<number> {
  const isPlain = !grid && !beam && !shapes
  const usual = isPlain ? 1 : Math.min(MOST_ZOOM, Math.ceil(CLEAR_PIXELS / width))
  const found = zoom ?? usual
  if (width * found <= MOST_PICTURE_PIXELS) return success(found)
  const message = `Expected a picture of at most ${MOST_PICTURE_PIXELS} pixels along its edge, found ${width} pixels of the image ${found} times as large.`
  return failure(makeFault('image.size', message, { hint: 'Ask for a smaller part of the image, or a smaller zoom.' }))
}

/** The measurements of the image around the place of a cut-out, on its pixels. */
async function shapesOn(
  halley: Halley,
  { image, run, result }: FoundImage,
  wcs: Wcs,
  request: CutOutRequest,
): Promise<Result<PictureShape[]>> {
  const images = await imagesOfResult(halley.store.catalogue, result.id)
  const forced = (await resultTables(halley.store, run.id, result.id)).measurements.slice(images.length)
  const { raDeg, decDeg, sizeArcsec } = request
  const rows = await measurementsAround({
    files: [halley.store.paths.imageMeasurements(image.id), ...forced],
    image: image.number,
    cone: { raDeg, decDeg, radiusArcsec: sizeArcsec / Math.SQRT2 },
    limit: MOST_SHAPES,
  })
  if (!rows.ok) return rows
  const shapes = rows.value.flatMap((row): PictureShape[] => {
    const [ra, dec, major, minor, paDeg] = ['ra', 'dec', 'bmaj', 'bmin', 'pa'].map((name) => Number(row[name]))
    const place = wcs.pixelFromSky(ra, dec)
    const half = { semiMajorDeg: major / 2 / ARCSEC_PER_DEG, semiMinorDeg: minor / 2 / ARCSEC_PER_DEG, paDeg }
    const ellipse = pixelEllipse(wcs, place, half)
    return ellipse ? [{ ...place, ...ellipse, isForced: row['forced'] === true }] : []
  })
  return success(shapes)
}

function beamOn({ width, height, header }: CutOutPixels, wcs: Wcs) {
  const { beamMajorDeg, beamMinorDeg, beamPaDeg } = header
  const middle = { x: width / 2, y: height / 2 }
  return pixelEllipse(wcs, middle, { semiMajorDeg: beamMajorDeg / 2, semiMinorDeg: beamMinorDeg / 2, paDeg: beamPaDeg })
}

/**
 * A cut-out as a PNG, the first row at the bottom as in the sky; with what the page of the image draws over it, where
 * that is wanted.
 *
 * @returns the faults of finding the image, of {@link readCutOut} and of reading measurements; `image.size` for too large a picture
 */
export async function drawCutOut(halley: Halley, request: CutOutRequest, drawing: Drawing): Promise<Result<Uint8Array>> {
  const found = await findImage(halley, request)
  if (!found.ok) return found
  const cutOut = await readCutOut(halley, found.value, request)
  if (!cutOut.ok) return cutOut
  const { width, height, pixels } = cutOut.value
  const zoom = zoomOf(cutOut.value, drawing)
  if (!zoom.ok) return zoom
  const valuesMjy = pixels.map((value) => value * MJY_PER_JY)
  const indices = brightness(valuesMjy, drawing.limits ?? zscale(valuesMjy), drawing.stretch)
  const palette = colourMap(drawing.colours)
  const { grid, beam, shapes } = drawing
  if (!grid && !beam && !shapes && zoom.value === 1) {
    return success(encodePng(fromTop(indices, width, height), width, height, palette))
  }
  const wcs = createWcs(cutOut.value.wcs)
  const shown = shapes ? await shapesOn(halley, found.value, wcs, request) : success([])
  if (!shown.ok) return shown
  const canvas = skyPicture(
    { width, height, indices, palette, zoom: zoom.value },
    {
      grid: grid ? skyGrid(wcs, { firstX: 0, firstY: 0, width, height }) : [],
      shapes: shown.value,
      beam: beam ? beamOn(cutOut.value, wcs) : null,
    },
  )
  return success(encodeColourPng(canvas.rgba, canvas.width, canvas.height))
}
