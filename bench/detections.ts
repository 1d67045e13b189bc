import { basename } from 'node:path'
import type { Result } from '../src/fault/fault.ts'
import type { ByteSource } from '../src/formats/byteSource.ts'
import { openFitsImage } from '../src/formats/fits/image.ts'
import { readImageHeader } from '../src/formats/fits/imageHeader.ts'
import { readSelavy } from '../src/formats/selavy/readSelavy.ts'
import type { Detections, EpochImage } from '../src/pipeline/detections.ts'
import type { ImageFacts } from '../src/pipeline/image.ts'
import { imageFacts } from '../src/pipeline/ingest/imageFacts.ts'
import { toMeasurements } from '../src/pipeline/ingest/toMeasurements.ts'
import type { Measurements } from '../src/pipeline/measurements.ts'

export interface CataloguedImage {
  readonly facts: ImageFacts
  readonly measurements: Measurements
}

const settings = { condonErrors: true, localRmsFillMjy: 0.2, raUncertaintyArcsec: 1, decUncertaintyArcsec: 1 }
/** Association looks at no noise map. */
const unknownRms = { rmsMedianMjy: NaN, rmsMinMjy: NaN, rmsMaxMjy: NaN }

export function expectValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.fault.message)
  return result.value
}

/** An image as association needs it: the header of a FITS file and its component catalogue. */
export async function catalogueImage(image: ByteSource, catalogueName: string, catalogue: Uint8Array): Promise<CataloguedImage> {
  const fits = expectValue(await openFitsImage(image))
  const header = expectValue(readImageHeader(fits.header))
  const facts = expectValue(imageFacts({ ...header, name: basename(image.name) }, unknownRms))
  const components = expectValue(readSelavy(catalogueName, catalogue))
  return { facts, measurements: expectValue(toMeasurements(components, facts, settings)).measurements }
}

/** Images in order of time, each an epoch of its own. */
export function epochImages(images: readonly CataloguedImage[]): EpochImage[] {
  return images.map(({ facts }, epoch) => ({ image: facts, epoch }))
}

/** The measurements of images one after the other. */
export function joinDetections(images: readonly CataloguedImage[]): Detections {
  const parts = images.map(({ measurements }) => measurements)
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const join = (pick: (part: Measurements) => Float64Array | Uint8Array, into: Float64Array | Uint8Array) => {
    let at = 0
    for (const part of parts) {
      into.set(pick(part), at)
      at += part.count
    }
    return into
  }
  const numbers = (pick: (part: Measurements) => Float64Array) => join(pick, new Float64Array(count)) as Float64Array
  const imageIndex = new Int32Array(count)
  let row = 0
  for (const [index, part] of parts.entries()) {
    imageIndex.fill(index, row, row + part.count)
    row += part.count
  }
  return {
    count,
    id: Float64Array.from(imageIndex.keys()),
    imageIndex,
    raDeg: numbers((part) => part.raDeg),
    decDeg: numbers((part) => part.decDeg),
    uncertaintyEwDeg: numbers((part) => part.uncertaintyEwDeg),
    uncertaintyNsDeg: numbers((part) => part.uncertaintyNsDeg),
    fluxPeakMjy: numbers((part) => part.fluxPeakMjy),
    fluxPeakErrMjy: numbers((part) => part.fluxPeakErrMjy),
    fluxIntMjy: numbers((part) => part.fluxIntMjy),
    fluxIntErrMjy: numbers((part) => part.fluxIntErrMjy),
    snr: numbers((part) => part.snr),
    compactness: numbers((part) => part.compactness),
    hasSiblings: join((part) => part.hasSiblings, new Uint8Array(count)) as Uint8Array,
    fluxPeakIslRatio: numbers((part) => part.fluxPeakIslRatio),
    fluxIntIslRatio: numbers((part) => part.fluxIntIslRatio),
  }
}
