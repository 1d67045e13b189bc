import { join } from 'node:path'
import { refuse, settle, type Result } from '../../fault/fault.ts'
import { removeMade } from '../files/removeMade.ts'
import { makeFolder } from '../home.ts'
import { openDuckDb } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { sampleAssociationsTable, sampleImagesTable, sampleMeasurementsTable, sampleSourcesTable } from '../tables/sampleTables.ts'
import type { SampleCounts } from './drawTables.ts'
import { countRows, refuseStopped, refuseToDraw, run, writeTable } from './drawing.ts'
import { keepSources } from './keepSources.ts'
import type { Combining, CombinedParent, CombinedVersion, SampleCombination } from './combining.ts'

export interface CombinedTables {
  readonly counts: SampleCounts
  /** The versions that the sources are from. */
  readonly versions: readonly CombinedVersion[]
}

/** The rows of one version that come from one parent, in the order of its file. */
interface Part {
  readonly parent: number
  readonly origin: number
}

/** Where each kept row is read: version by version, and of those in several parents from the first of the order. */
async function partsOf(combining: Combining): Promise<Part[]> {
  const result = await run(combining, 'SELECT DISTINCT origin, parent, rank FROM picked ORDER BY origin, rank')
  return (await result.getRows()).map(([origin, parent]) => ({ origin: Number(origin), parent: Number(parent) }))
}

/** Rows of a table of the parents that belong to kept sources, under the names that their runs have in the new sample. */
function keptRows(combining: Combining, parts: readonly Part[], table: string, idColumn: string): string {
  const selects = parts.map(({ parent, origin }) => {
    const file = parquetFiles([join(combining.parents[parent].folder, `${table}.parquet`)])
    const version = `(SELECT run, version, shown FROM origins WHERE parent = ${parent} AND origin = ${origin})`
    const kept = `(SELECT id AS kept_id FROM picked WHERE parent = ${parent} AND origin = ${origin})`
    return `SELECT * REPLACE (shown AS run) FROM ${file} JOIN ${version} USING (run, version) SEMI JOIN ${kept} ON ${idColumn} = kept_id`
  })
  return `(${selects.join(' UNION ALL BY NAME ')})`
}

/** The images that the measurements of the new sample were made in, each once, in the order of time. */
async function writeImages(combining: Combining): Promise<number> {
  const measurements = parquetFiles([join(combining.folder, `${sampleMeasurementsTable.name}.parquet`)])
  const selects = combining.parents.map(({ folder }, parent) => {
    const version = `(SELECT run, version, shown, origin, rank FROM origins WHERE parent = ${parent})`
    return `SELECT * REPLACE (shown AS run) FROM ${parquetFiles([join(folder, 'images.parquet')])} JOIN ${version} USING (run, version)`
  })
  const seen = `(SELECT DISTINCT run, version, image_id AS id FROM ${measurements})`
  const all = `(${selects.join(' UNION ALL BY NAME ')}) SEMI JOIN ${seen} USING (run, version, id)`
  const once = `(SELECT * FROM ${all} QUALIFY row_number() OVER (PARTITION BY origin, id ORDER BY rank) = 1)`
  return writeTable(combining, sampleImagesTable, `${once} ORDER BY origin, datetime, name, id`, 'archive')
}

async function combineAll(combining: Combining, { operator, radiusArcsec }: SampleCombination): Promise<CombinedTables> {
  // As it is written, the smaller table is the one that is held in memory, and rows stay in the order of their files.
  await run(combining, "SET disabled_optimizers = 'join_order,build_side_probe_side'")
  if ((await keepSources(combining, { operator, radiusArcsec })) === 0) refuseEmpty()
  const parts = await partsOf(combining)
  const rows = (table: string, idColumn: string) => keptRows(combining, parts, table, idColumn)
  const sources = await writeTable(combining, sampleSourcesTable, rows('sources', 'id'), 'query')
  const links = await writeTable(combining, sampleAssociationsTable, rows('associations', 'source_id'), 'archive')
  const measurements = await writeTable(combining, sampleMeasurementsTable, rows('measurements', 'source_id'), 'archive')
  if (measurements !== links) refuseIncomplete(links, measurements)
  const written = parquetFiles([join(combining.folder, `${sampleMeasurementsTable.name}.parquet`)])
  const forced = await countRows(combining, `${written} WHERE forced`)
  const counts = { sources, measurements, forced, images: await writeImages(combining) }
  const kept = new Set(parts.map(({ origin }) => origin))
  return { counts, versions: combining.versions.filter((_, origin) => kept.has(origin)) }
}

function refuseEmpty(): never {
  refuse('sample.empty', 'Expected at least one source that the samples combine to, found none.', {
    hint: 'Combine them another way: with `or` nothing is left out.',
  })
}

function refuseIncomplete(expected: number, found: number): never {
  refuse('sample.incomplete', `Expected ${expected} measurements of the sources in the samples, found ${found}.`, {
    hint: 'Files of the store were changed by hand: ./halley fsck shows which.',
    data: { expected, found },
  })
}

/** Versions by the names of their runs, then number: the order of the rows of a sample. */
function versionsOf(parents: readonly CombinedParent[]): CombinedVersion[] {
  const once = new Map(parents.flatMap(({ origins }) => origins.map((origin) => [`${origin.runId} ${origin.version}`, origin])))
  return [...once.values()].toSorted((a, b) => (a.shown < b.shown ? -1 : a.shown > b.shown ? 1 : a.version - b.version))
}

/**
 * Combines samples to the tables of a new one: the sources that `and`, `or` or `minus` keeps, with the rows that their
 * samples have of them. Each source is kept once, as its newest version in the samples is. Equal input gives equal bytes,
 * and where the order of the samples means nothing (`and`, `or` without a radius), in any order of them; memory does not
 * grow with the samples.
 *
 * @returns `sample.empty` where no source is left, `sample.copy` where a file cannot be read or a disk is full,
 * `sample.incomplete` where measurements are missing, `interrupted` after the signal
 */
export function combineTables(request: SampleCombination): Promise<Result<CombinedTables>> {
  return settle(async () => {
    const { memoryLimitMb, scratch, signal, parents } = request
    if (signal.aborted) refuseStopped()
    makeFolder(scratch)
    // One thread keeps rows in the order of their files without sorting them.
    const duckDb = await openDuckDb({ threads: 1, memoryLimitMb, spillFolder: join(scratch, 'spilled') })
    const stop = () => duckDb.connection.interrupt()
    signal.addEventListener('abort', stop)
    try {
      return await combineAll({ ...request, duckDb, versions: versionsOf(parents) }, request)
    } catch (error) {
      return refuseToDraw(error, request)
    } finally {
      signal.removeEventListener('abort', stop)
      duckDb.close()
      await removeMade(scratch)
    }
  })
}
