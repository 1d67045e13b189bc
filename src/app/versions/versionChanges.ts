import { z } from 'zod'
import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { changesForPlot, changesPage, type ChangePlace } from '../../store/compare/changesPage.ts'
import { unchangedForPlot } from '../../store/compare/unchangedForPlot.ts'
import type { TableRow } from '../../store/queries/readTables.ts'
import {
  changeKinds,
  type ChangeKind,
  type ChangeOrder,
  type ChangePoints,
  type ChangesPage,
  type SourceChange,
} from '../contract/versionChanges.ts'
import type { Halley } from '../halley.ts'
import { comparisonOf, type VersionPair } from './comparison.ts'

interface WantedPage extends VersionPair {
  readonly kind: ChangeKind
  readonly sort: ChangeOrder
  readonly order: 'ascending' | 'descending'
  readonly after?: string | undefined
  readonly limit: number
}

const placeSchema = z.tuple([z.union([z.number(), z.string(), z.null()]), z.number()])

function readPlace(text: string): ChangePlace | null {
  try {
    const [value, id] = placeSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { value, id }
  } catch {
    return null
  }
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'bigint' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

function placeText(row: TableRow, sort: ChangeOrder): string {
  const value = sort === 'name' ? String(row['name']) : numberOf(row[sort])
  return Buffer.from(JSON.stringify([value, Number(row['id'])])).toString('base64url')
}

function changeOf(row: TableRow): SourceChange {
  const { others } = row
  return {
    id: Number(row['id']),
    name: String(row['name']),
    others: typeof others === 'string' ? others.split(',').map(Number) : [],
    raDeg: Number(row['ra']),
    decDeg: Number(row['dec']),
    measurementsFrom: numberOf(row['n_meas_from']),
    measurementsTo: numberOf(row['n_meas_to']),
    fluxFromMjy: numberOf(row['flux_from']),
    fluxToMjy: numberOf(row['flux_to']),
    fluxChangeMjy: numberOf(row['flux_change']),
    movedArcsec: numberOf(row['moved']),
  }
}

/**
 * Some of the sources that one kind of thing happened to from one version to another.
 *
 * @returns the faults of {@link comparisonOf}, `input.place` for an `after` that no page gave
 */
export async function listChanges(halley: Halley, run: Pick<RunRow, 'id'>, wanted: WantedPage): Promise<Result<ChangesPage>> {
  const { kind, sort, order, after, limit } = wanted
  const place = after === undefined ? null : readPlace(after)
  if (after !== undefined && place === null) {
    const message = `after: expected what \`next\` of a page said, found ${JSON.stringify(after)}.`
    return failure(makeFault('input.place', message, { hint: 'Begin again without it.' }))
  }
  const comparison = await comparisonOf(halley, run, wanted)
  if (!comparison.ok) return comparison
  const { path, counts } = comparison.value
  // One more than wanted tells whether there is more.
  const rows = await changesPage(path, { kind, sort, isDescending: order === 'descending', after: place, limit: limit + 1 })
  if (!rows.ok) return rows
  const shown = rows.value.slice(0, limit)
  const last = rows.value.length > limit ? shown.at(-1) : undefined
  return success({ rows: shown.map(changeOf), total: counts[kind], next: last ? placeText(last, sort) : null })
}

function column(rows: readonly TableRow[], name: string): (number | null)[] {
  return rows.map((row) => numberOf(row[name]))
}

function fluxes(rows: readonly TableRow[]) {
  return { id: rows.map((row) => Number(row['id'])), fluxFromMjy: column(rows, 'flux_from'), fluxToMjy: column(rows, 'flux_to') }
}

/** What a map and a scatter plot show of two versions: at most so many changes, and about so many sources without one. */
export async function changePoints(
  halley: Halley,
  run: Pick<RunRow, 'id'>,
  { most, ...pair }: VersionPair & { readonly most: number },
): Promise<Result<ChangePoints>> {
  const comparison = await comparisonOf(halley, run, pair)
  if (!comparison.ok) return comparison
  const { path, results, counts } = comparison.value
  const changes = await changesForPlot(path, most)
  if (!changes.ok) return changes
  const unchanged = await unchangedForPlot(results, path, { unchanged: counts.unchanged, most })
  if (!unchanged.ok) return unchanged
  const rows = changes.value
  return success({
    changes: {
      total: changeKinds.reduce((sum, kind) => sum + counts[kind], 0),
      kind: rows.flatMap((row) => changeKinds.find((kind) => kind === row['kind']) ?? []),
      raDeg: rows.map((row) => Number(row['ra'])),
      decDeg: rows.map((row) => Number(row['dec'])),
      ...fluxes(rows),
    },
    unchanged: { total: counts.unchanged, ...fluxes(unchanged.value) },
  })
}
