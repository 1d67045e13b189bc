import { type ApparentSky, type Gaussians, makeGaussians } from './apparentSky.ts'
import { CellGrid } from './cellGrid.ts'
import { fwhmPerSigma, type Moments } from './ellipse.ts'
import { blendRadiusBeams } from './sourceDensity.ts'

/** What a source finder can tell apart: each a Gaussian with the flux, centre and second moments of all that it holds. */
export interface Blends extends Gaussians {
  /** Members of blend i: `sources[start[i]]` up to `sources[start[i + 1] - 1]`, as indices in the sky model, brightest first. */
  readonly start: Int32Array
  readonly sources: Int32Array
}

/**
 * Merges sources that are closer than {@link blendRadiusBeams}: the brightest takes in all that are near it, then the
 * next one that is left, and so on; ties go to the lower index.
 *
 * @param beam the second moments of the beam, in whose widths nearness is measured
 */
export function blendSources(sky: ApparentSky, beam: Moments, pixelScaleArcsec: number): Blends {
  const order = Int32Array.from(sky.x.keys()).sort((i, j) => sky.fluxMjy[j] - sky.fluxMjy[i] || i - j)
  const rank = new Int32Array(sky.count)
  for (const [position, i] of order.entries()) rank[i] = position
  const nearness = beamMetric(beam, pixelScaleArcsec)
  const widest = fwhmPerSigma * Math.sqrt(Math.max(beam.ee, beam.nn)) * Math.SQRT2
  const grid = new CellGrid(sky.x, sky.y, (blendRadiusBeams * widest) / pixelScaleArcsec)
  const near = new Int32Array(sky.count)
  const start: number[] = [0]
  const members: number[] = []
  const isTaken = new Uint8Array(sky.count)
  for (const i of order) {
    if (isTaken[i] === 1) continue
    const group = near.subarray(0, grid.near(sky.x[i], sky.y[i], near)).filter((j) => {
      return isTaken[j] === 0 && nearness(sky.x[j] - sky.x[i], sky.y[j] - sky.y[i]) < blendRadiusBeams
    })
    group.sort((j, k) => rank[j] - rank[k])
    for (const j of group) {
      isTaken[j] = 1
      members.push(j)
    }
    start.push(members.length)
  }
  return combine(sky, start, members, pixelScaleArcsec)
}

/** Distance in beams (full widths along its direction) of two points, from their offset in pixels. */
export function beamMetric(beam: Moments, pixelScaleArcsec: number): (dx: number, dy: number) => number {
  const determinant = beam.ee * beam.nn - beam.en * beam.en
  const perSquare = (pixelScaleArcsec / fwhmPerSigma) ** 2 / determinant
  return (dx, dy) => Math.sqrt(perSquare * (beam.nn * dx * dx + 2 * beam.en * dx * dy + beam.ee * dy * dy))
}

function combine(sky: ApparentSky, start: readonly number[], members: readonly number[], pixelScaleArcsec: number): Blends {
  const blends = makeGaussians(start.length - 1)
  for (let b = 0; b < blends.count; b++) {
    const group = members.slice(start[b], start[b + 1])
    for (const i of group) blends.fluxMjy[b] += sky.fluxMjy[i]
    for (const i of group) {
      const share = sky.fluxMjy[i] / blends.fluxMjy[b]
      blends.x[b] += share * sky.x[i]
      blends.y[b] += share * sky.y[i]
    }
    for (const i of group) {
      const share = sky.fluxMjy[i] / blends.fluxMjy[b]
      const east = -pixelScaleArcsec * (sky.x[i] - blends.x[b])
      const north = pixelScaleArcsec * (sky.y[i] - blends.y[b])
      blends.ee[b] += share * (sky.ee[i] + east * east)
      blends.en[b] += share * (sky.en[i] + east * north)
      blends.nn[b] += share * (sky.nn[i] + north * north)
    }
  }
  return { ...blends, start: Int32Array.from(start), sources: Int32Array.from(members, (i) => sky.source[i]) }
}
