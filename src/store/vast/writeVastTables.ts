import { join } from 'node:path'
import { Refusal, settle, type Result } from '../../fault/fault.ts'
import { copyStatement, type ParquetLayout } from '../parquet/copyStatement.ts'
import { sqlLiteral, sqlName, type DuckDb } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { RowSource } from '../parquet/rowSource.ts'
import { writeFault } from '../parquet/writeFault.ts'
import { associationsTable } from '../tables/associations.ts'
import { bandsTable } from '../tables/bands.ts'
import type { TableSpec } from '../tables/column.ts'
import { imagesTable } from '../tables/images.ts'
import { measurementPairsTable } from '../tables/measurementPairs.ts'
import { measurementsTable } from '../tables/measurements.ts'
import { relationsTable } from '../tables/relations.ts'
import { skyRegionsTable } from '../tables/skyRegions.ts'
import { sourcesTable } from '../tables/sources.ts'
import { vastTable, type VastRun } from './listVastRuns.ts'
import { vastColumn } from './vastColumn.ts'
import { firstLine, foundColumns, refuseDamaged, refuseWithoutRoom } from './vastQuery.ts'

/** An image of the run as Halley has it, in the order of the run's list. */
export interface ImageInStore {
  /** Its id in VAST's database. */
  readonly vastId: number
  readonly number: number
  /** Where people and notebooks find its measurements. */
  readonly viewPath: string
}

/** What a run becomes. */
export interface ImportTarget {
  /** Empty folder where the tables are written. */
  readonly folder: string
  readonly images: readonly ImageInStore[]
  /** In the order of the images; null where an image has no forced fits. */
  readonly forcedPaths: readonly (string | null)[]
  readonly rowsPerImage: number
  /** Forced fits count on from here. */
  readonly firstForcedId: number
  /** All sources in the order in which their table is to have them. */
  readonly sources: { readonly id: Float64Array; readonly name: readonly string[] }
}

interface Replacement {
  /** SQL for columns that are not those of the file, by name. */
  readonly [column: string]: string
}

interface TableCopy {
  readonly spec: TableSpec
  /** The file that its columns are from, `t` in the statement. */
  readonly from: string
  readonly to: string
  readonly layout: ParquetLayout
  readonly replaced?: Replacement
  /** What follows the file in FROM. */
  readonly rest?: string
}

/**
 * Writes the catalogue measurements of one image of VAST as Halley has them: value for value, with ids of Halley.
 *
 * @returns `vast.damaged`, `vast.room`, `parquet.write`
 */
export function writeVastImage(
  duckDb: DuckDb,
  from: string,
  to: string,
  { imageNumber, firstId }: { readonly imageNumber: number; readonly firstId: number },
): Promise<Result<void>> {
  const replaced = { id: `${firstId} + t.file_row_number`, image_id: String(imageNumber), forced: 'false' }
  return settle(() => copyTable(duckDb, { spec: measurementsTable, from, to, layout: 'archive', replaced }))
}

/**
 * Writes the tables of a run of VAST, which {@link loadVastRun} has read with this connection, as a result of Halley:
 * the same rows and values, with ids of Halley for images and measurements; ids of sources stay.
 *
 * @returns `vast.damaged`, `vast.room`, `parquet.write`
 */
export function writeVastTables(duckDb: DuckDb, run: VastRun, target: ImportTarget): Promise<Result<void>> {
  return settle(async () => {
    await nameIds(duckDb, target)
    await copySources(duckDb, run, target)
    for (const copy of [...plainCopies(run, target), ...forcedCopies(target)]) await copyTable(duckDb, copy)
  })
}

/** The ids that measurements and images of VAST get, for the joins below. */
async function nameIds(duckDb: DuckDb, { images, rowsPerImage, firstForcedId }: ImportTarget): Promise<void> {
  const rows = images.map(({ vastId, number, viewPath }, place) => `(${place}, ${vastId}, ${number}, ${sqlLiteral(viewPath)})`)
  const { connection } = duckDb
  await connection.run('CREATE OR REPLACE TEMP TABLE vast_images (place INTEGER, vast_id BIGINT, number BIGINT, view_path VARCHAR)')
  await connection.run(`INSERT INTO vast_images VALUES ${rows.join(', ')}`)
  const id = `CASE WHEN m.forced THEN CAST(${firstForcedId} AS BIGINT) + m.row ELSE i.number * ${rowsPerImage} + m.row END`
  const from = 'vast_measurements m JOIN vast_images i ON i.place = m.image'
  await connection.run(`CREATE OR REPLACE TEMP VIEW vast_ids AS SELECT m.old, i.place, ${id} AS id FROM ${from}`)
}

function plainCopies(run: VastRun, { folder }: ImportTarget): TableCopy[] {
  const table = (spec: TableSpec, rest: string, replaced: Replacement = {}): TableCopy => {
    const name = `${spec.name}.parquet`
    return { spec, from: vastTable(run, spec.name), to: join(folder, name), layout: 'archive', rest, replaced }
  }
  const pairsOf = 'JOIN vast_ids a ON a.old = t.meas_id_a JOIN vast_ids b ON b.old = t.meas_id_b ORDER BY t.file_row_number'
  const pairs = table(measurementPairsTable, pairsOf, { meas_id_a: 'a.id', meas_id_b: 'b.id' })
  const members = 'JOIN vast_ids m ON m.old = t.meas_id ORDER BY t.source_id, m.place, m.id'
  return [
    table(imagesTable, 'JOIN vast_images i ON i.vast_id = t.id ORDER BY i.place', { id: 'i.number', measurements_path: 'i.view_path' }),
    table(skyRegionsTable, 'ORDER BY t.id'),
    table(bandsTable, 'ORDER BY t.id'),
    table(associationsTable, members, { meas_id: 'm.id' }),
    table(relationsTable, 'ORDER BY t.from_source_id, t.to_source_id'),
    ...(run.hasPairs ? [pairs] : []),
  ]
}

function forcedCopies({ folder, forcedPaths, images, firstForcedId }: ImportTarget): TableCopy[] {
  return forcedPaths.flatMap((from, place) => {
    if (from === null) return []
    const firstRow = `(SELECT min(row) FROM vast_measurements WHERE forced AND image = ${place})`
    const replaced = {
      id: `CAST(${firstForcedId} AS BIGINT) + ${firstRow} + t.file_row_number`,
      image_id: String(images[place].number),
      forced: 'true',
    }
    const name = from.slice(from.lastIndexOf('/') + 1)
    return [{ spec: measurementsTable, from, to: join(folder, name), layout: 'archive', replaced } as const]
  })
}

const orderSpec = {
  name: 'vast_source_order',
  description: 'Sources with their names in the order of their table.',
  columns: [
    { name: 'id', type: 'int64', description: 'Source.' },
    { name: 'place', type: 'int64', description: 'Row.' },
    { name: 'name', type: 'string', description: 'Name.' },
  ],
} as const satisfies TableSpec

async function copySources(duckDb: DuckDb, run: VastRun, { folder, sources }: ImportTarget): Promise<void> {
  const rows = { id: sources.id, place: Float64Array.from(sources.id.keys()), name: sources.name }
  const source = new RowSource(orderSpec, [][Symbol.iterator](), rows)
  await duckDb.rowSources.use(source, (call) =>
    copyTable(duckDb, {
      spec: sourcesTable,
      from: vastTable(run, 'sources'),
      to: join(folder, 'sources.parquet'),
      layout: 'query',
      replaced: { name: 's.name' },
      rest: `JOIN ${call} s ON s.id = t.id ORDER BY s.place`,
    }),
  )
}

async function copyTable(duckDb: DuckDb, { spec, from, to, layout, replaced = {}, rest = '' }: TableCopy): Promise<void> {
  const file = { path: from, columns: await foundColumns(duckDb, from), alias: 't' }
  const columns = spec.columns.map((column) => {
    const value = replaced[column.name]
    return `${value === undefined ? vastColumn(column, file) : castTo(column.type, value)} AS ${sqlName(column.name)}`
  })
  const select = `SELECT ${columns.join(', ')} FROM ${parquetFiles([from], ', file_row_number = true')} t ${rest}`
  try {
    await duckDb.connection.run(copyStatement(select, to, spec, { layout }))
  } catch (error) {
    const reason = firstLine(error)
    if (reason.startsWith('IO Error')) throw new Refusal(writeFault(to, error))
    refuseWithoutRoom(error)
    refuseDamaged(from, `expected the table ${spec.name} of VAST, found: ${reason}`)
  }
}

function castTo(type: TableSpec['columns'][number]['type'], value: string): string {
  return type === 'int64' ? `CAST(${value} AS BIGINT)` : value
}
