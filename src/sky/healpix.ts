import { ang2pix_nest, order2nside } from '@hscmap/healpix'
import { degToRad, normaliseRaDeg } from './angle.ts'

const largestOrder = 15

/**
 * HEALPix cells (Gorski et al. 2005, ApJ 622, 759), nested numbering, of positions at an order from 0 to 15 (cells of
 * 58.6 deg to 6.4 arcsec): close numbers are close on the sky, so that tables sorted by them read in few pieces.
 * -1 for positions that are not finite; a pole lies in one of the four cells that meet there. Numbers of order 13 and above need the double.
 *
 * @throws RangeError for another order.
 */
export function healpixNested(raDeg: Float64Array, decDeg: Float64Array, order: number): Float64Array {
  if (!Number.isInteger(order) || order < 0 || order > largestOrder) {
    throw new RangeError(`expected a HEALPix order between 0 and ${largestOrder}, found ${order}`)
  }
  const sideCells = order2nside(order)
  const cells = new Float64Array(raDeg.length)
  for (let i = 0; i < raDeg.length; i++) {
    const known = Number.isFinite(raDeg[i]) && Number.isFinite(decDeg[i])
    cells[i] = known ? ang2pix_nest(sideCells, degToRad(90 - decDeg[i]), degToRad(normaliseRaDeg(raDeg[i]))) : -1
  }
  return cells
}
