import { conditionSql } from '../queries/conditionSql.ts'
import { readTables } from '../queries/readTables.ts'
import type { SourceCondition } from '../queries/sourceCondition.ts'
import { SqlParameters } from '../queries/sqlParameters.ts'
import { sourcesSql, type SourceTable } from './sourceTables.ts'

/** How many sources lie in a HEALPix cell, nested numbering. */
export interface CellCount {
  readonly cell: number
  readonly count: number
}

/** The two diagonals of the plane of the projection that a position lies between, and the face of the sphere near a pole. */
function diagonalsSql(from: string, where: string, side: number): string {
  const position = `SELECT sin(radians(wavg_dec)) AS z, wavg_ra / 90 - 4 * floor(wavg_ra / 360) AS t FROM ${from} WHERE ${where}`
  const placed = `SELECT z, t, abs(z) <= 2 / 3 AS low, least(3, CAST(floor(t) AS INTEGER)) AS quarter, ${side} * sqrt(3 * (1 - abs(z))) AS width FROM (${position})`
  const down = `CASE WHEN low THEN floor(${side} * (0.5 + t - 0.75 * z)) ELSE least(${side - 1}, floor((t - quarter) * width)) END`
  const up = `CASE WHEN low THEN floor(${side} * (0.5 + t + 0.75 * z)) ELSE least(${side - 1}, floor((1 - t + quarter) * width)) END`
  return `SELECT z, low, quarter, CAST(${down} AS INTEGER) AS jp, CAST(${up} AS INTEGER) AS jm FROM (${placed})`
}

/** Face of the sphere and place in it of each position: Gorski et al. 2005, ApJ 622, 759. */
function placesSql(from: string, where: string, side: number): string {
  const last = side - 1
  const faces = `CASE WHEN jp // ${side} = jm // ${side} THEN (jp // ${side}) % 4 + 4 WHEN jp // ${side} < jm // ${side} THEN jp // ${side} ELSE jm // ${side} + 8 END`
  const face = `CASE WHEN low THEN ${faces} WHEN z > 0 THEN quarter ELSE quarter + 8 END`
  const x = `CASE WHEN low THEN jm % ${side} WHEN z > 0 THEN ${last} - jm ELSE jp END`
  const y = `CASE WHEN low THEN ${last} - jp % ${side} WHEN z > 0 THEN ${last} - jp ELSE jm END`
  return `SELECT ${face} AS face, ${x} AS x, ${y} AS y FROM (${diagonalsSql(from, where, side)})`
}

/** The number in a face whose even bits are those of `x` and odd ones those of `y`. */
function interleaved(x: number, y: number, order: number): number {
  let number = 0
  for (let bit = 0; bit < order; bit++) number += (((x >> bit) & 1) + 2 * ((y >> bit) & 1)) * 4 ** bit
  return number
}

export interface DensityRequest {
  /** HEALPix order, from 0 to 13. */
  readonly order: number
  readonly mostCells: number
}

export interface Density {
  readonly order: number
  /** Those with sources, ascending. */
  readonly cells: readonly CellCount[]
}

/**
 * How many of the sources that a condition is true of lie in each HEALPix cell, at the order that is asked or the finest
 * below it that has at most so many cells with sources.
 */
export async function sourceDensity(
  tables: readonly SourceTable[],
  condition: SourceCondition,
  { order, mostCells }: DensityRequest,
): Promise<Density> {
  const parameters = new SqlParameters()
  const from = sourcesSql(tables, parameters)
  const places = placesSql(from, conditionSql(condition, parameters), 2 ** order)
  const counted = `SELECT face, x, y, count(*) AS count FROM (${places}) GROUP BY ALL LIMIT ${Math.trunc(mostCells) + 1}`
  const rows = await readTables(counted, parameters)
  if (rows.length > mostCells && order > 0) return sourceDensity(tables, condition, { order: order - 1, mostCells })
  const cells = rows.map(({ face, x, y, count }) => ({
    cell: Number(face) * 4 ** order + interleaved(Number(x), Number(y), order),
    count: Number(count),
  }))
  return { order, cells: cells.sort((a, b) => a.cell - b.cell) }
}
