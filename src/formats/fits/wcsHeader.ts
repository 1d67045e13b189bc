import { refuse, settleSync } from '../../fault/fault.ts'
import type { Result } from '../../fault/fault.ts'
import { normaliseRaDeg } from '../../sky/angle.ts'
import { defaultLonPoleDeg } from '../../sky/nativeSphere.ts'
import { wcsProblem } from '../../sky/wcs.ts'
import type { ProjectionCode, WcsParameters } from '../../sky/wcsParameters.ts'
import { requireEquatorialJ2000 } from './celestialFrame.ts'
import type { FitsHeader } from './header.ts'
import { axisType, findCelestialAxes } from './imageAxes.ts'
import type { CelestialAxes } from './imageAxes.ts'
import { readWcsMatrixDeg } from './wcsMatrix.ts'

/**
 * The celestial coordinate system of an image header (Greisen & Calabretta 2002, A&A 395, 1061; Calabretta & Greisen
 * 2002, A&A 395, 1077): SIN with its slant, TAN, ZEA, CAR and the old NCP, right ascension and declination on any two
 * axes in either order. Pixel x always runs along the first of the two, so that with the declination first the matrix
 * alone is turned. Coordinates are ICRS; FK5 of J2000 is taken as ICRS, from which it differs by some mas.
 */
export function wcsFromHeader(header: FitsHeader): Result<WcsParameters> {
  return settleSync(() => {
    const axes = findCelestialAxes(header, header.requireInteger('NAXIS'))
    if (axes === undefined)
      return refuseWcs(
        header,
        'expected axes with the CTYPE RA---... and DEC--..., found none',
        'Give an image with celestial coordinates.',
      )
    requireEquatorialJ2000(header, axes)
    const { projection, isNcp } = readProjection(header, axes)
    checkNativeReference(header, axes, projection)
    const first = Math.min(axes.longitude, axes.latitude)
    const second = Math.max(axes.longitude, axes.latitude)
    const referenceDecDeg = readDeg(header, `CRVAL${axes.latitude}`, axes.latitude)
    const parameters: WcsParameters = {
      projection,
      referenceX: requireNumber(header, `CRPIX${first}`) - 1,
      referenceY: requireNumber(header, `CRPIX${second}`) - 1,
      referenceRaDeg: normaliseRaDeg(readDeg(header, `CRVAL${axes.longitude}`, axes.longitude)),
      referenceDecDeg,
      matrixDeg: readWcsMatrixDeg(header, axes, readUnitDeg),
      lonPoleDeg: header.number(`PV${axes.longitude}_3`) ?? header.number('LONPOLE') ?? defaultLonPoleDeg(projection, referenceDecDeg),
      latPoleDeg: header.number(`PV${axes.longitude}_4`) ?? header.number('LATPOLE') ?? 90,
      ...readSlant(header, axes, { projection, isNcp, referenceDecDeg }),
    }
    const problem = wcsProblem(parameters)
    if (problem !== null) return refuseWcs(header, problem, 'Correct the coordinate system in the FITS header.')
    refuseBeyondSeam(header, parameters, header.requireInteger(`NAXIS${first}`), header.requireInteger(`NAXIS${second}`))
    return parameters
  })
}

function refuseWcs(header: FitsHeader, problem: string, hint: string): never {
  refuse('fits.wcs', `${header.name}: ${problem}`, { hint, data: { file: header.name } })
}

const regridHint = 'Regrid the image to SIN, TAN, ZEA or CAR, for example with CASA imregrid or Miriad regrid.'

/** Projection code of both CTYPEs: what follows the name of the axis and its dashes. */
function readProjection(header: FitsHeader, { longitude, latitude }: CelestialAxes): { projection: ProjectionCode; isNcp: boolean } {
  const code = axisType(header, longitude).replace(/^[A-Z]+-*/, '')
  const other = axisType(header, latitude).replace(/^[A-Z]+-*/, '')
  if (code !== other) {
    return refuseWcs(
      header,
      `the projections of CTYPE${longitude} and CTYPE${latitude} differ: ${code} and ${other}`,
      'Correct the CTYPE cards.',
    )
  }
  if (code === 'NCP') return { projection: 'SIN', isNcp: true }
  if (code === 'SIN' || code === 'TAN' || code === 'ZEA' || code === 'CAR') return { projection: code, isNcp: false }
  const found = code === '' ? `no projection (CTYPE${longitude} = ${axisType(header, longitude)})` : `the projection ${code}`
  return refuseWcs(header, `expected the projection SIN, TAN, ZEA, CAR or NCP, found ${found}`, regridHint)
}

/**
 * CAR maps positions to native longitudes from -180 to 180: no position falls on pixels beyond, which would be lost, unless
 * the image goes all the way round.
 */
function refuseBeyondSeam(
  header: FitsHeader,
  { projection, referenceX, referenceY, matrixDeg }: WcsParameters,
  width: number,
  height: number,
) {
  if (projection !== 'CAR') return
  const [xx, xy] = matrixDeg
  const corners = [0, width - 1].flatMap((x) => [0, height - 1].map((y) => xx * (x - referenceX) + xy * (y - referenceY)))
  const [least, greatest] = [Math.min(...corners), Math.max(...corners)]
  const halfPixelDeg = (Math.abs(xx) + Math.abs(xy)) / 2
  if (Math.max(-least, greatest) <= 180 + halfPixelDeg || greatest - least >= 360) return
  refuseWcs(
    header,
    `expected native longitudes between -180 and 180 deg in CAR, found ${Math.round(least)} to ${Math.round(greatest)} deg`,
    'Regrid the image with CRVAL and CRPIX at its centre, for example with CASA imregrid or Miriad regrid.',
  )
}

/** PVi_0 to PVi_2 of the longitude axis move the reference point on the native sphere: only their defaults are read. */
function checkNativeReference(header: FitsHeader, { longitude }: CelestialAxes, projection: ProjectionCode): void {
  const defaults = [0, 0, projection === 'CAR' ? 0 : 90]
  defaults.forEach((expected, index) => {
    const keyword = `PV${longitude}_${index}`
    const found = header.number(keyword) ?? expected
    if (found === expected || (index === 1 && header.number(`PV${longitude}_0`) === undefined && found === 0)) return
    refuseWcs(header, `expected ${keyword} = ${expected}, found ${found}`, regridHint)
  })
}

interface SlantQuestion {
  readonly projection: ProjectionCode
  readonly isNcp: boolean
  readonly referenceDecDeg: number
}

/** PVi_1 and PVi_2 of the latitude axis; for NCP (0, cot dec0), Calabretta & Greisen 2002, section 6.1.2. */
function readSlant(header: FitsHeader, { latitude }: CelestialAxes, question: SlantQuestion): { slantXi: number; slantEta: number } {
  const { projection, isNcp, referenceDecDeg } = question
  if (isNcp) {
    if (referenceDecDeg === 0)
      return refuseWcs(header, `expected CRVAL${latitude} other than 0 for the projection NCP, found 0`, regridHint)
    const decRad = (referenceDecDeg * Math.PI) / 180
    return { slantXi: 0, slantEta: Math.cos(decRad) / Math.sin(decRad) }
  }
  const slantXi = header.number(`PV${latitude}_1`) ?? 0
  const slantEta = header.number(`PV${latitude}_2`) ?? 0
  if (projection !== 'SIN' && (slantXi !== 0 || slantEta !== 0)) {
    return refuseWcs(
      header,
      `PV${latitude}_1 = ${slantXi} and PV${latitude}_2 = ${slantEta} have no meaning in ${projection} (a distortion?)`,
      regridHint,
    )
  }
  return { slantXi, slantEta }
}

const degPerUnit: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['deg', 1],
  ['degree', 1],
  ['degrees', 1],
  ['arcmin', 1 / 60],
  ['arcsec', 1 / 3600],
  ['mas', 1 / 3_600_000],
  ['rad', 180 / Math.PI],
])

/** Degrees per unit of an axis, by its CUNIT. */
function readUnitDeg(header: FitsHeader, axis: number): number {
  const keyword = `CUNIT${axis}`
  return (
    degPerUnit.get((header.string(keyword) ?? '').trim().toLowerCase()) ?? header.refuseValue(keyword, 'deg, arcmin, arcsec, mas or rad')
  )
}

function readDeg(header: FitsHeader, keyword: string, axis: number): number {
  return requireNumber(header, keyword) * readUnitDeg(header, axis)
}

function requireNumber(header: FitsHeader, keyword: string): number {
  return header.number(keyword) ?? header.refuseMissing(keyword, 'a number')
}
