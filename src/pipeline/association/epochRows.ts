import type { EpochImage } from '../detections.ts'
import type { DetectionPositions } from './detectionPositions.ts'

/** The rows of the detections by epoch: those of epoch `e` are `rows[start[e]]` to `rows[start[e + 1] - 1]`, ascending. */
export interface EpochRows {
  readonly epochCount: number
  readonly start: Int32Array
  readonly rows: Int32Array
}

/** Sorts the detections by epoch, in their own order within each; leaves out those marked in `dropped`. */
export function epochRows(detections: DetectionPositions, images: readonly EpochImage[], dropped: Uint8Array): EpochRows {
  const epochCount = images.reduce((most, { epoch }) => Math.max(most, epoch + 1), 0)
  const epochOfImage = Int32Array.from(images, ({ epoch }) => epoch)
  const start = new Int32Array(epochCount + 1)
  for (let row = 0; row < detections.count; row++) {
    if (!dropped[row]) start[epochOfImage[detections.imageIndex[row]] + 1]++
  }
  for (let epoch = 0; epoch < epochCount; epoch++) start[epoch + 1] += start[epoch]
  const rows = new Int32Array(start[epochCount])
  const fill = start.slice(0, epochCount)
  for (let row = 0; row < detections.count; row++) {
    if (!dropped[row]) rows[fill[epochOfImage[detections.imageIndex[row]]]++] = row
  }
  return { epochCount, start, rows }
}
