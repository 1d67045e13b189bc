/** The coordinates that a chart is drawn in. */
export type SkyFrame = 'icrs' | 'galactic'

type Vector = readonly [number, number, number]

/** From ICRS to galactic coordinates: the axes of ESA SP-1200 (Hipparcos), volume 1, 1.5.3. */
const galacticAxes: readonly [Vector, Vector, Vector] = [
  [-0.054_875_560_4, -0.873_437_090_2, -0.483_835_015_5],
  [0.494_109_427_9, -0.444_829_63, 0.746_982_244_5],
  [-0.867_666_149, -0.198_076_373_4, 0.455_983_776_2],
]

const rad = Math.PI / 180

function vectorOf([lonDeg, latDeg]: readonly [number, number]): Vector {
  const cosLat = Math.cos(latDeg * rad)
  return [cosLat * Math.cos(lonDeg * rad), cosLat * Math.sin(lonDeg * rad), Math.sin(latDeg * rad)]
}

function anglesOf([x, y, z]: Vector): [number, number] {
  const lon = Math.atan2(y, x) / rad
  return [lon < 0 ? lon + 360 : lon, Math.atan2(z, Math.hypot(x, y)) / rad]
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/** A place of ICRS in the coordinates of a chart; in degrees. */
export function toFrame(frame: SkyFrame, place: readonly [number, number]): [number, number] {
  if (frame === 'icrs') return [place[0], place[1]]
  const vector = vectorOf(place)
  const [x, y, z] = galacticAxes
  return anglesOf([dot(x, vector), dot(y, vector), dot(z, vector)])
}

/** A place in the coordinates of a chart as ICRS has it; in degrees, right ascension from 0 to below 360. */
export function fromFrame(frame: SkyFrame, place: readonly [number, number]): [number, number] {
  const vector = vectorOf(place)
  if (frame === 'icrs') return anglesOf(vector)
  const [a, b, c] = galacticAxes
  const column = (at: 0 | 1 | 2): Vector => [a[at], b[at], c[at]]
  return anglesOf([dot(column(0), vector), dot(column(1), vector), dot(column(2), vector)])
}
