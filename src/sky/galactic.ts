import { degToRad, radToDeg } from './angle.ts'

/** A position in degrees: right ascension or longitude in [0, 360), declination or latitude. */
export interface SkyAnglesDeg {
  readonly lonDeg: number
  readonly latDeg: number
}

/**
 * Equatorial (ICRS, as FK5 J2000 to a few milliarcseconds) to Galactic coordinates: Hipparcos and Tycho Catalogues
 * (ESA SP-1200), vol. 1, eq. 1.5.11.
 */
const toGalactic = [
  [-0.0548755604162154, -0.873437090234885, -0.4838350155487132],
  [0.4941094278755837, -0.4448296299600112, 0.746982244497219],
  [-0.8676661490190047, -0.1980763734312015, 0.4559837761750669],
] as const

const toEquatorial = [0, 1, 2].map((column) => toGalactic.map((row) => row[column]))

function turned(matrix: readonly (readonly number[])[], { lonDeg, latDeg }: SkyAnglesDeg): SkyAnglesDeg {
  const [lon, lat] = [degToRad(lonDeg), degToRad(latDeg)]
  const vector = [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)]
  const [x, y, z] = matrix.map((row) => row.reduce((sum, value, at) => sum + value * vector[at], 0))
  const longitude = radToDeg(Math.atan2(y, x))
  return { lonDeg: longitude < 0 ? (longitude + 360) % 360 : longitude, latDeg: radToDeg(Math.atan2(z, Math.hypot(x, y))) }
}

/** Galactic longitude and latitude of an equatorial position. */
export function galacticFromEquatorial(equatorial: SkyAnglesDeg): SkyAnglesDeg {
  return turned(toGalactic, equatorial)
}

/** Right ascension and declination of a Galactic position. */
export function equatorialFromGalactic(galactic: SkyAnglesDeg): SkyAnglesDeg {
  return turned(toEquatorial, galactic)
}
