import type { ImageFacts } from '../../src/pipeline/image.ts'
import type { ForcedRequests } from '../../src/pipeline/forced/requests.ts'
import type { PixelMap } from '../../src/pipeline/pixelMap.ts'

/** A pixel map in memory, which notes how often each of its rows was read. */
export interface MemoryMap extends PixelMap {
  readonly pixels: Float64Array
  readonly rowReads: Int32Array
}

export function memoryMap(width: number, height: number, valueAt: (x: number, y: number) => number): MemoryMap {
  const pixels = new Float64Array(width * height)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels[y * width + x] = valueAt(x, y)
  const rowReads = new Int32Array(height)
  const read = (firstColumn: number, firstRow: number, columns: number, rows: number) => {
    const box = new Float64Array(columns * rows)
    for (let row = 0; row < rows; row++) {
      rowReads[firstRow + row]++
      const from = (firstRow + row) * width + firstColumn
      box.set(pixels.subarray(from, from + columns), row * columns)
    }
    return Promise.resolve(box)
  }
  return { width, height, pixels, rowReads, read }
}

export interface ImageShape {
  readonly width: number
  readonly height: number
  readonly pixelArcsec: number
  readonly bmajArcsec: number
  readonly bminArcsec: number
  readonly bpaDeg: number
  /** Turns north from +y towards +x. */
  readonly rotationDeg: number
}

/** Facts of a SIN image at RA 10 deg, Dec -40 deg; what fits do not need has no meaning. */
export function shapedFacts(shape: ImageShape): ImageFacts {
  const pixelDeg = shape.pixelArcsec / 3600
  const turn = (shape.rotationDeg * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn) * pixelDeg, Math.sin(turn) * pixelDeg]
  return {
    name: 'shaped.fits',
    telescope: 'ASKAP',
    polarisation: 'I',
    timeUtc: '2020-08-03T04:33:55.479Z',
    jd: 2459064.69,
    durationS: 0,
    frequencyMhz: 888,
    bandwidthMhz: 288,
    width: shape.width,
    height: shape.height,
    wcs: {
      projection: 'SIN',
      referenceX: shape.width / 2,
      referenceY: shape.height / 2,
      referenceRaDeg: 10,
      referenceDecDeg: -40,
      matrixDeg: [-cos, sin, sin, cos],
      lonPoleDeg: 180,
      latPoleDeg: 90,
      slantXi: 0,
      slantEta: 0,
    },
    centreRaDeg: 10,
    centreDecDeg: -40,
    radiusPixels: Math.hypot(shape.width, shape.height) / 2,
    pixelScaleXDeg: pixelDeg,
    pixelScaleYDeg: pixelDeg,
    beamMajorDeg: shape.bmajArcsec / 3600,
    beamMinorDeg: shape.bminArcsec / 3600,
    beamPaDeg: shape.bpaDeg,
    rmsMedianMjy: 1,
    rmsMinMjy: 1,
    rmsMaxMjy: 1,
  }
}

/** Requests that all want a fit. */
export function requestsAt(positions: readonly (readonly [x: number, y: number])[]): ForcedRequests {
  return {
    count: positions.length,
    source: Int32Array.from(positions.keys()),
    x: Float64Array.from(positions, ([x]) => x),
    y: Float64Array.from(positions, ([, y]) => y),
    raDeg: new Float64Array(positions.length),
    decDeg: new Float64Array(positions.length),
    wantsFit: new Uint8Array(positions.length).fill(1),
  }
}
