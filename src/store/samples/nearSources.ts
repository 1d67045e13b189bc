import { arcsecToRad } from '../../sky/angle.ts'
import type { Combining } from './combining.ts'
import { run } from './drawing.ts'

interface NearRequest {
  /** Tables or views with `run_id`, `id`, `ra` and `dec` in degrees. */
  readonly first: string
  readonly second: string
  readonly radiusArcsec: number
}

/** Edge of a cell in radii: a sphere of one radius lies in eight cells at most, on the average in few. */
const RADII_PER_CELL = 4

/** Edges of cells are not smaller than this: numbers of cells stay exact. */
const LEAST_CELL_RAD = 1e-7

const vector = ['cos(radians(dec)) * cos(radians(ra)) AS x', 'cos(radians(dec)) * sin(radians(ra)) AS y', 'sin(radians(dec)) AS z'].join(
  ', ',
)

/**
 * The sources of a first table that have one of a second within a radius, as the table `near(run_id, id)`. Positions are
 * compared as unit vectors, in cells of space: no seam in right ascension, no pole, and each is compared with few.
 */
export async function nearSources(combining: Combining, { first, second, radiusArcsec }: NearRequest): Promise<void> {
  const radius = arcsecToRad(radiusArcsec)
  const edge = Math.max(LEAST_CELL_RAD, radius * RADII_PER_CELL)
  // Rounding of unit vectors is below 1e-15: equal positions are within a radius of 0.
  const chord = 2 * Math.sin(radius / 2) + 1e-15
  const cell = (axis: string) => `CAST(floor(${axis} / ${edge}) AS BIGINT)`
  const around = (axis: string) =>
    `unnest(range(CAST(floor((${axis} - ${chord}) / ${edge}) AS BIGINT), CAST(floor((${axis} + ${chord}) / ${edge}) AS BIGINT) + 1))`
  const points = `SELECT x, y, z, ${around('x')} AS i FROM (SELECT ${vector} FROM ${second})`
  const rows = `SELECT x, y, z, i, ${around('y')} AS j FROM (${points})`
  const cells = `SELECT x, y, z, i, j, ${around('z')} AS k FROM (${rows})`
  const own = `SELECT run_id, id, x, y, z, ${cell('x')} AS i, ${cell('y')} AS j, ${cell('z')} AS k FROM (SELECT run_id, id, ${vector} FROM ${first})`
  const distance = 'sqrt(pow(f.x - s.x, 2) + pow(f.y - s.y, 2) + pow(f.z - s.z, 2))'
  const join = `(${own}) f JOIN (${cells}) s USING (i, j, k) WHERE ${distance} <= ${chord}`
  await run(combining, `CREATE OR REPLACE TEMP TABLE near AS SELECT DISTINCT f.run_id, f.id FROM ${join}`)
}
