import { refuse } from '../../fault/fault.ts'
import type { FitsHeader } from './header.ts'

const jyPerUnit: ReadonlyMap<string, number> = new Map([
  ['jy', 1],
  ['jansky', 1],
  ['mjy', 1e-3],
  ['ujy', 1e-6],
  ['µjy', 1e-6],
  ['njy', 1e-9],
])
/** A flux density and, after it, a beam, in the spellings of CASA, AIPS, Miriad and IVOA; upper case and blanks apart. */
const perBeamPattern = /^(\D+?)(?:\/(?:beam|bm)|[.*]?(?:beam|bm)(?:\^|\*\*)?\(?-1\)?)$/
/** The beam in front, as astropy writes it. */
const beamFirstPattern = /^(?:beam|bm)(?:\^|\*\*)?\(?-1\)?[.*]?(\D+)$/

/** Jy/beam in one unit of BUNIT; 1 without BUNIT. Other units, such as K, are refused by name. */
export function jyPerBeamOfUnit(header: FitsHeader): number {
  const found = (header.string('BUNIT') ?? '').trim()
  // Case does not matter but in the prefix: MJy is 10^9 mJy, and no unit of such an image.
  const plain = found.replace(/\s+/g, '').toLowerCase()
  if (plain === '') return 1
  const flux = (perBeamPattern.exec(plain) ?? beamFirstPattern.exec(plain))?.[1] ?? ''
  const factor = found.includes('MJ') ? undefined : jyPerUnit.get(flux)
  if (factor !== undefined) return factor
  return refuse('fits.unit', `${header.name}: expected pixels in Jy/beam or a unit that converts to it (BUNIT), found ${found}`, {
    hint: 'Convert the image to Jy/beam, and write that into BUNIT.',
    data: { file: header.name, keyword: 'BUNIT', found },
  })
}
