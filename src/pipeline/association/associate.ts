import { arcsecToRad, degToArcsec } from '../../sky/angle.ts'
import type { Associations, EpochImage } from '../detections.ts'
import { Int32List } from '../numberList.ts'
import { CandidatePairs, findCandidates, type Search } from './candidatePairs.ts'
import { canonicalAssociations } from './canonicalAssociations.ts'
import type { DetectionPositions } from './detectionPositions.ts'
import { markEpochDuplicates } from './epochDuplicates.ts'
import { epochRows } from './epochRows.ts'
import { resolvePairs } from './resolvePairs.ts'
import type { AssociationSettings } from './settings.ts'
import { SkyGrid } from './skyGrid.ts'
import { SourceBook } from './sourceBook.ts'

export interface AssociationOutcome extends Associations {
  /** Rows of the detections that an overlapping image of their epoch shows better, ascending. They belong to no source. */
  readonly droppedDetection: Int32Array
}

/**
 * Joins the detections of all epochs into sources: the detections of the first epoch begin one each, those of every
 * next epoch are matched with the mean positions of the sources so far, and what matches none begins a source.
 *
 * Positions are averaged and compared as offsets in the tangent plane, weighted with 1/uncertainty^2, so that no place
 * on the sky is special. The result depends on the order of the epochs, not on the order of the images within one
 * (but for ties, which go to the lower row and to the source that began first).
 *
 * @param images the images of the whole run: `imageIndex` points at them, and they say how large an epoch's beam is
 * @returns entries sorted by source, each source's in the order of the epochs; no detections give no sources
 */
export function associate(
  detections: DetectionPositions,
  images: readonly EpochImage[],
  settings: AssociationSettings,
): AssociationOutcome {
  const dropped = markEpochDuplicates(detections, images, settings.epochDuplicateRadiusArcsec)
  const { epochCount, start, rows } = epochRows(detections, images, dropped)
  const radiusArcsec = searchRadii(images, settings, epochCount)
  const book = new SourceBook(detections)
  const grid = new SkyGrid(arcsecToRad(radiusArcsec.reduce((most, radius) => Math.max(most, radius), 0)))
  const search = { detections, settings, book, grid, found: new Int32List() }
  const pairs = new CandidatePairs()
  let pairsOfSource = new Int32Array(0)
  for (let epoch = 0; epoch < epochCount; epoch++) {
    const rowsOfEpoch = rows.subarray(start[epoch], start[epoch + 1])
    if (pairsOfSource.length < book.count) pairsOfSource = new Int32Array(2 * book.count)
    findCandidates(search, rowsOfEpoch, radiusArcsec[epoch], pairs)
    resolvePairs(pairs, settings.method === 'deruiter' ? 'deRuiter' : 'separationArcsec', book, pairsOfSource)
    appendEpoch(search, rowsOfEpoch, pairs)
  }
  return { ...canonicalAssociations(book, detections.count), droppedDetection: rowsMarked(dropped) }
}

/** The largest separation at which a detection may join a source, of each epoch, arcsec. */
export function searchRadii(images: readonly EpochImage[], settings: AssociationSettings, epochCount: number): Float64Array {
  if (settings.method !== 'deruiter') return new Float64Array(epochCount).fill(settings.radiusArcsec)
  const radii = new Float64Array(epochCount)
  for (const { image, epoch } of images) {
    radii[epoch] = Math.max(radii[epoch], (settings.deRuiterBeamwidthLimit * degToArcsec(image.beamMajorDeg)) / 2)
  }
  return radii
}

function appendEpoch({ detections, book, grid }: Search, rows: Int32Array, pairs: CandidatePairs): void {
  const { raDeg, decDeg } = detections
  const sources = pairs.source.values
  let pair = 0
  for (const row of rows) {
    if (pair === pairs.count || pairs.detection.values[pair] !== row) grid.put(book.start(row), raDeg[row], decDeg[row])
    for (; pair < pairs.count && pairs.detection.values[pair] === row; pair++) {
      const source = sources[pair]
      book.append(source, row, pairs.separationArcsec.values[pair], pairs.deRuiter.values[pair])
      grid.put(source, book.positionDeg[2 * source], book.positionDeg[2 * source + 1])
    }
  }
}

function rowsMarked(marks: Uint8Array): Int32Array {
  const rows = new Int32List()
  for (let row = 0; row < marks.length; row++) if (marks[row]) rows.push(row)
  return rows.values.slice(0, rows.length)
}
