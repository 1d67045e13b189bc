import { refuse } from '../../fault/fault.ts'
import type { FitsHeader } from './header.ts'

/** The restoring beam. */
export interface Beam {
  readonly beamMajorDeg: number
  readonly beamMinorDeg: number
  /** North through east. */
  readonly beamPaDeg: number
}

const historyPattern = /^\s*AIPS\s+CLEAN\s+BMAJ=\s*(\S+)\s+BMIN=\s*(\S+)\s+BPA=\s*(\S+)/

/** BMAJ, BMIN and BPA in degrees, else the last beam that AIPS' CLEAN wrote to the HISTORY. */
export function readBeam(header: FitsHeader): Beam {
  const missing = ['BMAJ', 'BMIN', 'BPA'].find((keyword) => header.number(keyword) === undefined)
  const beam = missing === undefined ? keywordBeam(header) : historyBeam(header)
  if (beam === undefined) return refuseBeam(header, missing ?? 'BMAJ')
  if (beam.beamMajorDeg > 0 && beam.beamMinorDeg > 0) return beam
  return refuse('fits.beam', `${header.name}: expected a beam above 0, found ${beam.beamMajorDeg} x ${beam.beamMinorDeg} deg`, {
    hint: 'Set BMAJ and BMIN, in degrees, in the FITS header.',
    data: { file: header.name, ...beam },
  })
}

function keywordBeam(header: FitsHeader): Beam {
  return { beamMajorDeg: header.number('BMAJ') ?? NaN, beamMinorDeg: header.number('BMIN') ?? NaN, beamPaDeg: header.number('BPA') ?? NaN }
}

function historyBeam(header: FitsHeader): Beam | undefined {
  const match = header
    .commentary('HISTORY')
    .map((line) => historyPattern.exec(line))
    .findLast((found) => found !== null)
  if (match === undefined || match === null) return undefined
  const [beamMajorDeg, beamMinorDeg, beamPaDeg] = match.slice(1, 4).map(Number)
  return [beamMajorDeg, beamMinorDeg, beamPaDeg].every(Number.isFinite) ? { beamMajorDeg, beamMinorDeg, beamPaDeg } : undefined
}

function refuseBeam(header: FitsHeader, keyword: string): never {
  const isManyBeams = header.boolean('CASAMBM') === true
  refuse(
    'fits.beam',
    `${header.name}: expected the beam in BMAJ, BMIN and BPA, found no ${keyword}${isManyBeams ? ' (CASAMBM: a table of beams)' : ''}`,
    {
      hint: isManyBeams
        ? 'Smooth the planes to one beam, with CASA imsmooth(kind="commonbeam").'
        : `Add ${keyword}, in degrees, to the FITS header.`,
      data: { file: header.name, keyword },
    },
  )
}
