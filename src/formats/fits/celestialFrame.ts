import { refuse } from '../../fault/fault.ts'
import type { FitsHeader } from './header.ts'
import { axisType } from './imageAxes.ts'
import type { CelestialAxes } from './imageAxes.ts'

const frameOfLongitude: ReadonlyMap<string, string> = new Map([
  ['GLON', 'galactic'],
  ['ELON', 'ecliptic'],
  ['HLON', 'helioecliptic'],
  ['SLON', 'supergalactic'],
])

/**
 * Accepts ICRS and FK5 of J2000; refuses other frames by name. Without RADESYS the equinox decides, by FITS 4.0,
 * section 8.3: none is ICRS, before 1984 FK4, else FK5.
 */
export function requireEquatorialJ2000(header: FitsHeader, { longitude, latitude }: CelestialAxes): void {
  const [lonName] = axisType(header, longitude).split('-', 1)
  const [latName] = axisType(header, latitude).split('-', 1)
  if (lonName !== 'RA' || latName !== 'DEC') {
    refuseFrame(header, `${frameOfLongitude.get(lonName) ?? 'other'} coordinates (${lonName}, ${latName})`)
  }
  const equinox = readEquinox(header)
  const named = header.string('RADESYS') ?? header.string('RADECSYS') ?? ''
  const frame = named === '' ? frameOfEquinox(equinox) : named.toUpperCase()
  if (frame === 'ICRS') return
  if (frame !== 'FK5') refuseFrame(header, `${frame} coordinates`)
  if (equinox !== undefined && equinox !== 2000) refuseFrame(header, `FK5 coordinates of equinox ${equinox}`)
}

function readEquinox(header: FitsHeader): number | undefined {
  for (const keyword of ['EQUINOX', 'EPOCH']) {
    const value = header.card(keyword)?.value
    if (typeof value === 'string') return equinoxOfText(header, keyword, value)
    const equinox = header.number(keyword)
    if (equinox !== undefined) return equinox
  }
  return undefined
}

/** Some writers put the equinox in quotes: '2000.0', 'J2000'. */
function equinoxOfText(header: FitsHeader, keyword: string, text: string): number {
  const match = /^[JB]?(\d+(\.\d*)?)$/.exec(text.trim())
  return match === null ? header.refuseValue(keyword, 'a year such as 2000.0') : Number(match[1])
}

function frameOfEquinox(equinox: number | undefined): string {
  if (equinox === undefined) return 'ICRS'
  return equinox < 1984 ? 'FK4' : 'FK5'
}

function refuseFrame(header: FitsHeader, found: string): never {
  refuse('fits.wcs.frame', `${header.name}: expected ICRS or FK5 J2000 coordinates, found ${found}`, {
    hint: 'Regrid the image to ICRS, for example with CASA imregrid(template="ICRS").',
    data: { file: header.name, found },
  })
}
