import { refuse } from '../../fault/fault.ts'
import type { FitsHeader } from './header.ts'

/** Which FITS axes (counted from 1) are the columns and the rows of the image, and how long they are. */
export interface ImageAxes {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The longitude and latitude axis of a header, counted from 1. */
export interface CelestialAxes {
  readonly longitude: number
  readonly latitude: number
}

/** The upper-case CTYPE of an axis, '' without one. */
export function axisType(header: FitsHeader, axis: number): string {
  return (header.string(`CTYPE${axis}`) ?? '').trim().toUpperCase()
}

/** RA/DEC, GLON/GLAT and their like (FITS 4.0, section 8.2), or undefined where the header has no such pair. */
export function findCelestialAxes(header: FitsHeader, axisCount: number): CelestialAxes | undefined {
  let longitude = 0
  let latitude = 0
  for (let axis = 1; axis <= axisCount; axis++) {
    const name = axisType(header, axis).split('-', 1)[0]
    if (longitude === 0 && /^(RA|[A-Z]?LON|[A-Z]{2}LN)$/.test(name)) longitude = axis
    if (latitude === 0 && /^(DEC|[A-Z]?LAT|[A-Z]{2}LT)$/.test(name)) latitude = axis
  }
  return longitude > 0 && latitude > 0 ? { longitude, latitude } : undefined
}

/**
 * The two axes of the image among `lengths`: the celestial ones, in the order of the file, else the first two. All others
 * must have length 1, so that the pixels are one contiguous plane whatever the order of the axes.
 */
export function findImageAxes(header: FitsHeader, lengths: readonly number[]): ImageAxes {
  const celestial = findCelestialAxes(header, lengths.length) ?? { longitude: 1, latitude: 2 }
  const x = Math.min(celestial.longitude, celestial.latitude)
  const y = Math.max(celestial.longitude, celestial.latitude)
  lengths.forEach((length, index) => {
    const axis = index + 1
    if (axis === x || axis === y ? length === 0 : length !== 1) refuseAxis(header, axis, length)
  })
  return { x, y, width: lengths[x - 1], height: lengths[y - 1] }
}

function refuseAxis(header: FitsHeader, axis: number, length: number): never {
  const type = axisType(header, axis)
  const label = type === '' ? `axis ${axis}` : `axis ${axis} (${type})`
  const data = { file: header.name, axis, type, length }
  if (length === 0) {
    refuse('fits.empty', `${header.name}: ${label} has length 0, so the image has no pixels`, {
      hint: 'Give an image that has pixels.',
      data,
    })
  }
  refuse('fits.cube', `${header.name}: expected one plane, found ${length} along ${label}`, {
    hint: 'Split the cube and give one image a plane, for example with CASA imsubimage or Miriad imsub.',
    data,
  })
}
