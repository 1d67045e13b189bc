import { success, type Result } from '../../fault/fault.ts'
import { skyGrid, skyLattice, type PixelBox } from '../../sky/skyGrid.ts'
import { createWcs, wcsProblem } from '../../sky/wcs.ts'
import type { ImageGrid } from '../contract/images.ts'
import type { Halley } from '../halley.ts'
import { findImage, type ImageQuestion } from './findImage.ts'

/** Cubic interpolation between so many is better than a thousandth of an arcsec over any image of the sky. */
const NODES = 33

function orNull(values: readonly number[]): (number | null)[] {
  return values.map((value) => (Number.isFinite(value) ? value : null))
}

/** Lines of right ascension and declination over a part of an image. @returns the faults of finding the image */
export async function imageGrid(halley: Halley, question: ImageQuestion, box: PixelBox): Promise<Result<ImageGrid>> {
  const found = await findImage(halley, question)
  if (!found.ok) return found
  const { wcs: parameters } = found.value.facts
  if (wcsProblem(parameters) !== null) return success({ lines: [], lattice: { nodes: 0, raDeg: [], decDeg: [] } })
  const wcs = createWcs(parameters)
  const { raDeg, decDeg } = skyLattice(wcs, box, NODES)
  return success({ lines: skyGrid(wcs, box), lattice: { nodes: NODES, raDeg: orNull(raDeg), decDeg: orNull(decDeg) } })
}
