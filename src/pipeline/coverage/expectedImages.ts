import { createWcs } from '../../sky/wcs.ts'
import type { Associations, Detections, EpochImage } from '../detections.ts'
import { Float64List, Int32List } from '../numberList.ts'
import { pickRows } from '../pickRows.ts'
import { footprintRadiusDeg } from './footprint.ts'
import { findInCircle, type SourceBands, sourceBands } from './sourceBands.ts'

export interface CoverageInput {
  readonly images: readonly EpochImage[]
  /** Least distance of a source from the border of each image, pixels: as wide as the stamp that will be cut there. */
  readonly marginPixels: ArrayLike<number>
  readonly detections: Pick<Detections, 'imageIndex'>
  readonly associations: Pick<Associations, 'sourceCount' | 'source' | 'detection'>
  /** Mean position of each source. */
  readonly raDeg: Float64Array
  readonly decDeg: Float64Array
}

/**
 * Images that should show a source and did not, sorted by (image, source). The images of one epoch that should show
 * one source are a group: of its entries at most one counts, see `chooseCovered`.
 */
export interface ExpectedImages {
  readonly count: number
  readonly source: Int32Array
  readonly imageIndex: Int32Array
  /** Position of the source in the image, pixels from 0. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** 1 where the epoch comes before the source's first detection: a source with none of these is not new. */
  readonly beforeFirst: Uint8Array
  /** Number of the (source, epoch), 0 to `groupCount - 1`, by epoch, then source. */
  readonly group: Int32Array
  /** Place in the group by distance of the image's centre from the source, 0 nearest; of equally near ones the first image first. */
  readonly rank: Uint16Array
  readonly groupCount: number
  /** By source: the row of its first detection. */
  readonly firstDetection: Int32Array
}

/** The columns of so many misses, to be filled. */
export function expectedRows(count: number) {
  return {
    count,
    source: new Int32Array(count),
    imageIndex: new Int32Array(count),
    x: new Float64Array(count),
    y: new Float64Array(count),
    beforeFirst: new Uint8Array(count),
    group: new Int32Array(count),
    rank: new Uint16Array(count),
  }
}

/**
 * Finds for every source and every epoch without a detection of it the images that should have shown it: those on
 * whose pixels it falls, the margin taken off. An epoch in which any image detected the source is no miss. Whether the
 * pixels there are blank is for their readers to see.
 *
 * The cost is one look at each pair of a source and an image that are near each other, and one projection of each
 * source near an image.
 */
export function expectedImages(input: CoverageInput): ExpectedImages {
  const { images, associations } = input
  const epochs = imagesByEpoch(images)
  const detected = sourcesByEpoch(input, epochs.length)
  const search = new MissSearch(input)
  const missed = new MissedImages()
  for (const [epoch, imagesOfEpoch] of epochs.entries()) {
    search.begin(detected.source.subarray(detected.start[epoch], detected.start[epoch + 1]))
    for (const imageIndex of imagesOfEpoch) search.look(imageIndex)
    search.end(missed)
  }
  const firstDetection = firstDetections(associations)
  const epochOfFirst = Int32Array.from(firstDetection, (row) => images[input.detections.imageIndex[row]].epoch)
  return sortByImage(missed, images, epochOfFirst, firstDetection)
}

/** Entries group after group, by rank within each. */
class MissedImages {
  readonly source = new Int32List()
  readonly imageIndex = new Int32List()
  readonly x = new Float64List()
  readonly y = new Float64List()
  readonly group = new Int32List()
  readonly rank = new Int32List()
  groupCount = 0
}

/** The search through one epoch after the other; holds what is known of each source within the present epoch. */
class MissSearch {
  private readonly input: CoverageInput
  private readonly bands: SourceBands
  private readonly isDetected: Uint8Array
  private readonly chordSquared: Float64Array
  private readonly found = new Int32List()
  /** Sources that an image of the epoch covers, and of each the nearest cover, -1 without one. */
  private readonly missing = new Int32List()
  private readonly nearest: Int32Array
  /** The covers of the epoch; those of a source are a chain by distance that ends with -1. */
  private readonly coverImage = new Int32List()
  private readonly coverX = new Float64List()
  private readonly coverY = new Float64List()
  private readonly coverSquared = new Float64List()
  private readonly farther = new Int32List()
  private detected = new Int32Array(0)

  constructor(input: CoverageInput) {
    const count = input.associations.sourceCount
    this.input = input
    this.bands = sourceBands(input.raDeg, input.decDeg)
    this.isDetected = new Uint8Array(count)
    this.chordSquared = new Float64Array(count)
    this.nearest = new Int32Array(count).fill(-1)
  }

  begin(detected: Int32Array<ArrayBuffer>): void {
    this.detected = detected
    for (const source of detected) this.isDetected[source] = 1
  }

  look(imageIndex: number): void {
    const { found, input } = this
    const { image } = input.images[imageIndex]
    const wcs = createWcs(image.wcs)
    found.length = 0
    const circle = { raDeg: image.centreRaDeg, decDeg: image.centreDecDeg, radiusDeg: footprintRadiusDeg(image, wcs) }
    findInCircle(this.bands, circle, found, this.chordSquared)
    const sources = found.values.subarray(0, found.length).filter((source) => this.isDetected[source] === 0)
    const x = new Float64Array(sources.length)
    const y = new Float64Array(sources.length)
    wcs.pixelsFromSky(pickRows(input.raDeg, sources), pickRows(input.decDeg, sources), x, y)
    const margin = input.marginPixels[imageIndex]
    const lastX = image.width - 1 - margin
    const lastY = image.height - 1 - margin
    for (let i = 0; i < sources.length; i++) {
      if (x[i] >= margin && x[i] <= lastX && y[i] >= margin && y[i] <= lastY) this.cover(sources[i], imageIndex, x[i], y[i])
    }
  }

  end(missed: MissedImages): void {
    const missing = this.missing.values.subarray(0, this.missing.length).sort()
    for (const source of missing) {
      let rank = 0
      for (let cover = this.nearest[source]; cover !== -1; cover = this.farther.values[cover]) {
        missed.source.push(source)
        missed.imageIndex.push(this.coverImage.values[cover])
        missed.x.push(this.coverX.values[cover])
        missed.y.push(this.coverY.values[cover])
        missed.group.push(missed.groupCount)
        missed.rank.push(rank++)
      }
      missed.groupCount++
      this.nearest[source] = -1
    }
    for (const source of this.detected) this.isDetected[source] = 0
    for (const list of [this.missing, this.coverImage, this.coverX, this.coverY, this.coverSquared, this.farther]) list.length = 0
  }

  /** Images come in the order of the list, so that behind equally near ones is the place of the later one. */
  private cover(source: number, imageIndex: number, x: number, y: number): void {
    const squared = this.chordSquared[source]
    let nearer = -1
    let farther = this.nearest[source]
    if (farther === -1) this.missing.push(source)
    while (farther !== -1 && this.coverSquared.values[farther] <= squared) {
      nearer = farther
      farther = this.farther.values[farther]
    }
    if (nearer === -1) this.nearest[source] = this.coverImage.length
    else this.farther.values[nearer] = this.coverImage.length
    this.coverImage.push(imageIndex)
    this.coverX.push(x)
    this.coverY.push(y)
    this.coverSquared.push(squared)
    this.farther.push(farther)
  }
}

function imagesByEpoch(images: readonly EpochImage[]): number[][] {
  const epochs: number[][] = []
  for (const [i, { epoch }] of images.entries()) {
    while (epochs.length <= epoch) epochs.push([])
    epochs[epoch].push(i)
  }
  return epochs
}

function sourcesByEpoch({ images, detections, associations }: CoverageInput, epochCount: number) {
  const epochOf = (entry: number) => images[detections.imageIndex[associations.detection[entry]]].epoch
  const start = new Int32Array(epochCount + 1)
  const entries = associations.source.length
  for (let i = 0; i < entries; i++) start[epochOf(i) + 1]++
  for (let epoch = 0; epoch < epochCount; epoch++) start[epoch + 1] += start[epoch]
  const source = new Int32Array(entries)
  const fill = start.slice()
  for (let i = 0; i < entries; i++) source[fill[epochOf(i)]++] = associations.source[i]
  return { start, source }
}

/** The entries of a source stand in the order of the epochs. */
function firstDetections({ sourceCount, source, detection }: CoverageInput['associations']): Int32Array {
  const first = new Int32Array(sourceCount)
  for (let i = source.length - 1; i >= 0; i--) first[source[i]] = detection[i]
  return first
}

/** Each image belongs to one epoch, in which sources ascend: sorting by image alone gives (image, source). */
function sortByImage(
  missed: MissedImages,
  images: readonly EpochImage[],
  epochOfFirst: Int32Array,
  firstDetection: Int32Array,
): ExpectedImages {
  const count = missed.source.length
  const start = new Int32Array(images.length + 1)
  for (let i = 0; i < count; i++) start[missed.imageIndex.values[i] + 1]++
  for (let image = 0; image < images.length; image++) start[image + 1] += start[image]
  const sorted = { ...expectedRows(count), groupCount: missed.groupCount, firstDetection }
  for (let i = 0; i < count; i++) {
    const imageIndex = missed.imageIndex.values[i]
    const at = start[imageIndex]++
    const source = missed.source.values[i]
    sorted.source[at] = source
    sorted.imageIndex[at] = imageIndex
    sorted.x[at] = missed.x.values[i]
    sorted.y[at] = missed.y.values[i]
    sorted.beforeFirst[at] = images[imageIndex].epoch < epochOfFirst[source] ? 1 : 0
    sorted.group[at] = missed.group.values[i]
    sorted.rank[at] = missed.rank.values[i]
  }
  return sorted
}
