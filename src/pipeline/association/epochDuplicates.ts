import { arcsecToRad } from '../../sky/angle.ts'
import { separationDeg } from '../../sky/separation.ts'
import type { EpochImage } from '../detections.ts'
import { Int32List } from '../numberList.ts'
import type { DetectionPositions } from './detectionPositions.ts'
import { epochRows } from './epochRows.ts'
import { SkyGrid } from './skyGrid.ts'

/**
 * Marks (1) the detections that an overlapping image of the same epoch shows better: of every two detections from
 * different images of one epoch that lie within `radiusArcsec`, the one that is farther from the centre of its image
 * is dropped, of two equally far the one with the higher row. Every pair counts, also with a detection that another
 * pair drops, so that the outcome does not depend on an order.
 */
export function markEpochDuplicates(detections: DetectionPositions, images: readonly EpochImage[], radiusArcsec: number): Uint8Array {
  const dropped = new Uint8Array(detections.count)
  const imagesOfEpoch = new Map<number, number>()
  for (const { epoch } of images) imagesOfEpoch.set(epoch, (imagesOfEpoch.get(epoch) ?? 0) + 1)
  if ([...imagesOfEpoch.values()].every((count) => count === 1)) return dropped

  const { epochCount, start, rows } = epochRows(detections, images, new Uint8Array(detections.count))
  for (let epoch = 0; epoch < epochCount; epoch++) {
    if ((imagesOfEpoch.get(epoch) ?? 0) > 1)
      markDuplicates(detections, images, rows.subarray(start[epoch], start[epoch + 1]), radiusArcsec, dropped)
  }
  return dropped
}

function markDuplicates(
  detections: DetectionPositions,
  images: readonly EpochImage[],
  rows: Int32Array,
  radiusArcsec: number,
  dropped: Uint8Array,
): void {
  const { raDeg, decDeg, imageIndex } = detections
  const grid = new SkyGrid(arcsecToRad(radiusArcsec), rows.length)
  const near = new Int32List()
  const fromCentreDeg = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    const { image } = images[imageIndex[row]]
    fromCentreDeg[i] = separationDeg(image.centreRaDeg, image.centreDecDeg, raDeg[row], decDeg[row])
    near.length = 0
    grid.find(raDeg[row], decDeg[row], arcsecToRad(radiusArcsec), near)
    for (let k = 0; k < near.length; k++) {
      const other = near.values[k]
      if (imageIndex[rows[other]] === imageIndex[row]) continue
      dropped[fromCentreDeg[i] < fromCentreDeg[other] ? rows[other] : row] = 1
    }
    grid.put(i, raDeg[row], decDeg[row])
  }
}
