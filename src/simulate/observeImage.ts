import { addGaussians, projectSky } from './apparentSky.ts'
import { type Blends, blendSources } from './blends.ts'
import { noiseKernel, writeUnitNoise } from './correlatedNoise.ts'
import { areaOfMoments, momentsOfEllipse } from './ellipse.ts'
import { type ImagePaths, imageCards, writeImageFile } from './imageFiles.ts'
import { type ImageMaps, makeImageMaps } from './imageMaps.ts'
import { groupIslands, type Islands } from './islands.ts'
import { type Detected, measureSources, type NoiseField } from './measure.ts'
import type { SurveyOptions } from './options.ts'
import type { Observation } from './schedule.ts'
import { formatCatalogue } from './selavyForms.ts'
import type { SelavyTable } from './selavyTable.ts'
import type { SkyModel } from './skyModel.ts'
import { type SurveySink, writeText } from './surveySink.ts'
import { tabulate } from './tabulate.ts'

/** What was found in one image, and which true sources that is. */
export interface ObservedImage {
  readonly table: SelavyTable
  readonly islands: Islands
  readonly detected: Detected
  readonly blends: Blends
}

/**
 * Makes one image with its maps and its catalogue, and writes the four files. `image` is scratch for size x size pixels.
 *
 * The noise comes first and the source finder's measurements read it, so that the catalogue and the pixels agree; then
 * sources and background are added.
 */
export async function observeImage(
  options: SurveyOptions,
  model: SkyModel,
  observation: Observation,
  paths: ImagePaths,
  sink: SurveySink,
  image: Float32Array,
): Promise<ObservedImage> {
  const size = options.sizePixels
  const { beam, random } = observation
  const moments = momentsOfEllipse(beam)
  const maps = makeImageMaps(options, random.fork('maps'))
  writeUnitNoise(noiseKernel(moments, options.pixelScaleArcsec), size, size, random.fork('noise'), image)
  const field = scaleNoise(image, maps, options.detectionSigma)
  const sky = projectSky(options, model, observation)
  const blends = blendSources(sky, moments, options.pixelScaleArcsec)
  const detected = measureSources(options, blends, field, beam, random.fork('fits'))
  const islands = groupIslands(detected, beam, options.pixelScaleArcsec)
  const table = tabulate(options, observation, detected, islands, random.fork('quality'))
  addGaussians(sky, areaOfMoments(moments), options.pixelScaleArcsec, image, size)
  await writeMaps(options, observation, paths, sink, maps, image)
  const imageFile = paths.image.slice(paths.image.lastIndexOf('/') + 1)
  const { schedulingBlock } = observation
  const { frequencyMhz, detectionSigma } = options
  const origin = { imageFile, schedulingBlock, frequencyMhz, detectionSigma, sizePixels: size }
  await writeText(sink, paths.catalogue, formatCatalogue(table, options.catalogueForm, origin))
  return { table, islands, detected, blends }
}

/** Multiplies unit noise by the noise map, in place, and notes where noise alone stands above the threshold. */
function scaleNoise(image: Float32Array, maps: ImageMaps, detectionSigma: number): NoiseField {
  const { size } = maps
  const rms = new Float32Array(size)
  const peaks: number[] = []
  for (let y = 0; y < size; y++) {
    for (let at = y * size; at < (y + 1) * size; at++) {
      if (image[at] >= detectionSigma && isLocalMaximum(image, at, size)) peaks.push(at)
    }
  }
  for (let y = 0; y < size; y++) {
    maps.noiseRow(y, rms, 0)
    for (let x = 0; x < size; x++) image[y * size + x] *= rms[x]
  }
  return {
    size,
    peaks,
    noiseMjy: (x, y) => 1000 * image[y * size + x],
    rmsMjy: (x, y) => 1000 * maps.noiseAt(x, y),
  }
}

function isLocalMaximum(image: Float32Array, at: number, size: number): boolean {
  for (const step of [1, size - 1, size, size + 1]) if (image[at] < image[at - step] || image[at] <= image[at + step]) return false
  return true
}

async function writeMaps(
  options: SurveyOptions,
  observation: Observation,
  paths: ImagePaths,
  sink: SurveySink,
  maps: ImageMaps,
  image: Float32Array,
): Promise<void> {
  const { size } = maps
  const cards = imageCards(options, observation)
  await writeImageFile(sink, paths.image, size, cards, (y, rows, strip) => {
    for (let row = 0; row < rows; row++) maps.backgroundRow(y + row, strip, row * size)
    for (let i = 0; i < rows * size; i++) strip[i] += image[y * size + i]
  })
  await writeImageFile(sink, paths.noise, size, cards, (y, rows, strip) => {
    for (let row = 0; row < rows; row++) maps.noiseRow(y + row, strip, row * size)
  })
  await writeImageFile(sink, paths.background, size, cards, (y, rows, strip) => {
    for (let row = 0; row < rows; row++) maps.backgroundRow(y + row, strip, row * size)
  })
}
