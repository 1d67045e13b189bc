import type { ImageGrid } from '../../../app/contract/images.ts'

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Position {
  readonly raDeg: number
  readonly decDeg: number
}

const RAD = Math.PI / 180

/** Weights of four equally spaced values, for a place between the second and the third, counted from the first. */
function cubicWeights(t: number): readonly [number, number, number, number] {
  return [(-(t - 1) * (t - 2) * (t - 3)) / 6, (t * (t - 2) * (t - 3)) / 2, (-t * (t - 1) * (t - 3)) / 2, (t * (t - 1) * (t - 2)) / 6]
}

/** The first of four nodes around a place, and the place from there. */
function around(at: number, nodes: number): readonly [first: number, t: number] {
  const first = Math.min(Math.max(0, Math.floor(at) - 1), nodes - 4)
  return [first, at - first]
}

/**
 * The position of a pixel, from a lattice of positions over a box of pixels: its directions as vectors, by cubic
 * interpolation, so that no seam of right ascension and no pole is in the way.
 *
 * @returns null off the lattice, and where a node beside it is off the sky
 */
export function skyAt({ nodes, raDeg, decDeg }: ImageGrid['lattice'], box: Box, x: number, y: number): Position | null {
  if (nodes < 4) return null
  const atX = ((x - box.x + 0.5) / box.width) * (nodes - 1)
  const atY = ((y - box.y + 0.5) / box.height) * (nodes - 1)
  if (atX < 0 || atY < 0 || atX > nodes - 1 || atY > nodes - 1) return null
  const [firstX, tx] = around(atX, nodes)
  const [firstY, ty] = around(atY, nodes)
  const [across, up] = [cubicWeights(tx), cubicWeights(ty)]
  let [along, east, north] = [0, 0, 0]
  for (const [j, weightY] of up.entries()) {
    for (const [i, weightX] of across.entries()) {
      const node = (firstY + j) * nodes + firstX + i
      const [ra, dec] = [raDeg[node] ?? null, decDeg[node] ?? null]
      if (ra === null || dec === null) return null
      const [weight, cosDec] = [weightX * weightY, Math.cos(dec * RAD)]
      along += weight * cosDec * Math.cos(ra * RAD)
      east += weight * cosDec * Math.sin(ra * RAD)
      north += weight * Math.sin(dec * RAD)
    }
  }
  const ra = Math.atan2(east, along) / RAD
  return { raDeg: ra < 0 ? ra + 360 : ra, decDeg: Math.atan2(north, Math.hypot(east, along)) / RAD }
}
