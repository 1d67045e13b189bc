import type { FitsHeader } from './header.ts'
import { axisType } from './imageAxes.ts'

/** FITS 4.0, table 29. */
const stokesOfValue: ReadonlyMap<number, string> = new Map([
  [1, 'I'],
  [2, 'Q'],
  [3, 'U'],
  [4, 'V'],
  [-1, 'RR'],
  [-2, 'LL'],
  [-3, 'RL'],
  [-4, 'LR'],
  [-5, 'XX'],
  [-6, 'YY'],
  [-7, 'XY'],
  [-8, 'YX'],
])

/** The polarisation at pixel 1 of the STOKES axis, else the STOKES keyword, else I. */
export function readPolarisation(header: FitsHeader): string {
  const axisCount = Math.max(4, header.requireInteger('NAXIS'), header.integer('WCSAXES') ?? 0)
  for (let axis = 1; axis <= axisCount; axis++) {
    if (axisType(header, axis) === 'STOKES') return stokesAtFirstPixel(header, axis)
  }
  const named = (header.string('STOKES') ?? '').trim().toUpperCase()
  return named === '' ? 'I' : named
}

function stokesAtFirstPixel(header: FitsHeader, axis: number): string {
  const reference = header.number(`CRVAL${axis}`) ?? header.refuseMissing(`CRVAL${axis}`, 'the Stokes parameter, 1 for I')
  const value = reference + (1 - (header.number(`CRPIX${axis}`) ?? 1)) * (header.number(`CDELT${axis}`) ?? 1)
  return stokesOfValue.get(value) ?? header.refuseValue(`CRVAL${axis}`, 'a Stokes parameter: 1 to 4 (I, Q, U, V) or -1 to -8 (RR to YX)')
}
