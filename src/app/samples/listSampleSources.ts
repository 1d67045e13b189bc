import { join } from 'node:path'
import { z } from 'zod'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { findDrawn } from '../../store/catalogue/drawn.ts'
import { readSourcePage, type PagePlace } from '../../store/queries/sourcePage.ts'
import type { TableRow } from '../../store/queries/readTables.ts'
import type { ColumnSpec } from '../../store/tables/column.ts'
import { sampleSourcesTable } from '../../store/tables/sampleTables.ts'
import type { SampleSummary } from '../contract/sample.ts'
import type { SourcePage, SourcePageQuery } from '../contract/sourcePage.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'

type Value = SourcePage['rows'][number][number]

const specs: readonly ColumnSpec[] = sampleSourcesTable.columns

const columns = specs.map(({ name, unit, description, type }) => {
  return { name, unit: unit ?? null, description, isNumber: type !== 'string' && type !== 'boolean' }
})

const placeSchema = z.strictObject({
  value: z.union([z.number(), z.string(), z.null()]),
  run: z.string(),
  version: z.number(),
  id: z.number(),
})

function readPlace(text: string): PagePlace | null {
  try {
    return placeSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data ?? null
  } catch {
    return null
  }
}

function plainValue(value: unknown): Value {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' || typeof value === 'boolean' ? value : null
}

function placeText(row: TableRow, sort: string): string {
  const value = plainValue(row[sort])
  const place: PagePlace = {
    value: typeof value === 'boolean' ? null : value,
    run: String(row['run']),
    version: Number(row['version']),
    id: Number(row['id']),
  }
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/**
 * Some sources of a sample, with what it takes to go on.
 *
 * @returns the faults of finding the sample, `input.place` for an `after` that no page gave, `parquet.read`
 */
export async function listSampleSources(halley: Halley, nameOrId: string, wanted: SourcePageQuery): Promise<Result<SourcePage>> {
  const { sort, order, after, limit } = wanted
  const found = await findItem(halley, 'sample', nameOrId)
  if (!found.ok) return found
  const place = after === undefined ? null : readPlace(after)
  if (after !== undefined && place === null) {
    const message = `after: expected what \`next\` of a page said, found ${JSON.stringify(after)}.`
    return failure(makeFault('input.place', message, { hint: 'Begin again without it.' }))
  }
  const path = join(halley.store.paths.sample(found.value.id), 'sources.parquet')
  // One more than wanted tells whether there is more.
  const rows = await readSourcePage(path, { sort, isDescending: order === 'descending', after: place, limit: limit + 1 })
  if (!rows.ok) return rows
  const row = await findDrawn(halley.store.catalogue, 'sample', found.value.id)
  const counts = JSON.parse(row?.counts ?? '{"sources":0}') as Pick<SampleSummary['counts'], 'sources'>
  const shown = rows.value.slice(0, limit)
  const last = rows.value.length > limit ? shown.at(-1) : undefined
  return success({
    columns,
    rows: shown.map((source) => columns.map(({ name }) => plainValue(source[name]))),
    total: counts.sources,
    next: last ? placeText(last, sort) : null,
  })
}
