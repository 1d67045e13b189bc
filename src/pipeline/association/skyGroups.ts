import { arcsecToDeg } from '../../sky/angle.ts'
import { type DisjointSets, disjointSets, joinSets, rootOf } from '../../sky/disjointSets.ts'
import { separationDeg } from '../../sky/separation.ts'
import type { EpochImage } from '../detections.ts'
import { pickRows } from '../pickRows.ts'
import { searchRadii } from './associate.ts'
import type { DetectionPositions } from './detectionPositions.ts'
import type { AssociationSettings } from './settings.ts'

/** A part of the run that shares no source with any other part, and can be associated on its own. */
export interface SkyGroup {
  /** Indices into the run's images, ascending. */
  readonly images: Int32Array
  /** Rows in the run's detections, ascending. */
  readonly rows: Int32Array
}

/**
 * Divides a run into its independent groups: two images fall into one group when the circles about their centres that
 * hold their detections come within reach of each other, directly or through other images. Groups stand in the order
 * of their first image; images without detections are in none. Several groups may be associated as one.
 *
 * The reach is twice the association radius: the mean position of a source lies within one radius of a detection in
 * the group (its newest, for the mean moves towards that along a line of at most one radius), and the detection that
 * joins it lies within one radius of the mean.
 */
export function skyGroups(detections: DetectionPositions, images: readonly EpochImage[], settings: AssociationSettings): SkyGroup[] {
  const radiusDeg = detectionRadiiDeg(detections, images)
  const sets = disjointSets(images.length)
  const reachDeg = arcsecToDeg(reachArcsec(images, settings)) + slackDeg
  for (let i = 0; i < images.length; i++) {
    for (let j = 0; j < i; j++) {
      const a = images[i].image
      const b = images[j].image
      const nearDeg = radiusDeg[i] + radiusDeg[j] + reachDeg
      // Declinations alone settle most pairs. An empty image has radius NaN and is near nothing.
      if (!(Math.abs(a.centreDecDeg - b.centreDecDeg) <= nearDeg)) continue
      if (separationDeg(a.centreRaDeg, a.centreDecDeg, b.centreRaDeg, b.centreDecDeg) <= nearDeg) joinSets(sets, i, j)
    }
  }
  return collectGroups(detections, radiusDeg, sets)
}

/** The detections of one group; `imageIndex` still points into the images of the whole run. */
export function groupDetections(detections: DetectionPositions, { rows }: SkyGroup): DetectionPositions {
  return {
    count: rows.length,
    imageIndex: Int32Array.from(rows, (row) => detections.imageIndex[row]),
    raDeg: pickRows(detections.raDeg, rows),
    decDeg: pickRows(detections.decDeg, rows),
    uncertaintyEwDeg: pickRows(detections.uncertaintyEwDeg, rows),
    uncertaintyNsDeg: pickRows(detections.uncertaintyNsDeg, rows),
  }
}

/** More than what rounding can take from a radius or a separation: 0.004 arcsec. */
const slackDeg = 1e-6

/**
 * How near detections have to come, directly or through others, to have a say in each other's association, arcsec: twice
 * the association radius, or the radius in which an epoch shows one object twice.
 */
export function reachArcsec(images: readonly EpochImage[], settings: AssociationSettings): number {
  const epochCount = images.reduce((most, { epoch }) => Math.max(most, epoch + 1), 0)
  const radiusArcsec = searchRadii(images, settings, epochCount).reduce((most, radius) => Math.max(most, radius), 0)
  return Math.max(2 * radiusArcsec, settings.epochDuplicateRadiusArcsec)
}

/** Distance of the farthest detection of each image from its centre, deg; NaN for an image without detections. */
function detectionRadiiDeg(detections: DetectionPositions, images: readonly EpochImage[]): Float64Array {
  const radiusDeg = new Float64Array(images.length).fill(NaN)
  for (let row = 0; row < detections.count; row++) {
    const index = detections.imageIndex[row]
    const { image } = images[index]
    const distance = separationDeg(image.centreRaDeg, image.centreDecDeg, detections.raDeg[row], detections.decDeg[row])
    if (!(distance <= radiusDeg[index])) radiusDeg[index] = distance
  }
  return radiusDeg
}

function collectGroups(detections: DetectionPositions, radiusDeg: Float64Array, sets: DisjointSets): SkyGroup[] {
  const groupOfRoot = new Map<number, number>()
  const groupOfImage = new Int32Array(sets.length).fill(-1)
  const images: number[][] = []
  for (let i = 0; i < sets.length; i++) {
    if (Number.isNaN(radiusDeg[i])) continue
    const root = rootOf(sets, i)
    const group = groupOfRoot.get(root) ?? images.length
    if (group === images.length) images.push([])
    groupOfRoot.set(root, group)
    groupOfImage[i] = group
    images[group].push(i)
  }
  const sizes = new Int32Array(images.length)
  for (let row = 0; row < detections.count; row++) sizes[groupOfImage[detections.imageIndex[row]]]++
  const rows = Array.from(sizes, (size) => new Int32Array(size))
  sizes.fill(0)
  for (let row = 0; row < detections.count; row++) {
    const group = groupOfImage[detections.imageIndex[row]]
    rows[group][sizes[group]++] = row
  }
  return images.map((members, group) => ({ images: Int32Array.from(members), rows: rows[group] }))
}
