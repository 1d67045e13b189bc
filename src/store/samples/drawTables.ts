import { join } from 'node:path'
import { refuse, settle, type Result } from '../../fault/fault.ts'
import { removeMade } from '../files/removeMade.ts'
import { makeFolder } from '../home.ts'
import { openDuckDb } from '../parquet/duckDb.ts'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import type { SourceCondition } from '../queries/sourceCondition.ts'
import { sampleAssociationsTable, sampleImagesTable, sampleMeasurementsTable, sampleSourcesTable } from '../tables/sampleTables.ts'
import { countRows, ofAllOrigins, refuseToDraw, run, writeTable, type Drawing, type SampleOrigin } from './drawing.ts'
import { lookUpLightCurves } from './lightCurveParts.ts'
import { pickSources } from './pickSources.ts'

export interface SampleDrawing extends Omit<Drawing, 'duckDb'> {
  /** In any order. */
  readonly origins: readonly SampleOrigin[]
  readonly condition: SourceCondition
  /** Ids from here on are of forced fits. */
  readonly firstForcedId: number
  /** A folder that is not there yet. */
  readonly scratch: string
  readonly memoryLimitMb: number
}

export interface SampleCounts {
  readonly sources: number
  readonly measurements: number
  readonly forced: number
  readonly images: number
}

/** Which measurement belongs to which of the sources, in the order of the associations: by source, then time. */
async function linkMeasurements(drawing: Drawing, firstForcedId: number): Promise<void> {
  const columns = `a.origin, a.source_id, a.meas_id, a.d2d, a.dr, a.meas_id >= ${firstForcedId} AS forced`
  const from = `${ofAllOrigins(drawing, 'associations')} a SEMI JOIN picked p ON a.origin = p.origin AND a.source_id = p.id`
  await run(drawing, `CREATE TEMP TABLE links AS SELECT ${columns} FROM ${from}`)
}

/** A table of this DuckDB with the images of all origins, their bands and their places in the order of time. */
async function listImages(drawing: Drawing): Promise<void> {
  const bands = `(SELECT origin, id AS band_id, name AS band, frequency FROM ${ofAllOrigins(drawing, 'bands')})`
  const images = `SELECT * FROM ${ofAllOrigins(drawing, 'images')} JOIN ${bands} USING (origin, band_id) JOIN origins USING (origin)`
  await run(drawing, `CREATE TEMP TABLE images AS ${images}`)
}

async function writeMeasurements(drawing: Drawing, links: number): Promise<number> {
  const curves = parquetFiles(await lookUpLightCurves(drawing, links))
  const facts = '(SELECT origin, run, version, id AS image_id, name AS image_name, band, frequency FROM images)'
  return writeTable(drawing, sampleMeasurementsTable, `${curves} JOIN ${facts} USING (origin, image_id)`, 'archive')
}

async function writeImages(drawing: Drawing): Promise<number> {
  const measurements = parquetFiles([join(drawing.folder, `${sampleMeasurementsTable.name}.parquet`)])
  const seen = `(SELECT DISTINCT run, version, image_id AS id FROM ${measurements})`
  return writeTable(
    drawing,
    sampleImagesTable,
    `images SEMI JOIN ${seen} USING (run, version, id) ORDER BY origin, file_row_number`,
    'archive',
  )
}

async function drawAll(drawing: Drawing, { condition, firstForcedId }: SampleDrawing): Promise<SampleCounts> {
  // As it is written, the smaller table is the one that is held in memory.
  await run(drawing, "SET disabled_optimizers = 'join_order,build_side_probe_side'")
  if ((await pickSources(drawing, condition)) === 0) refuseEmpty()
  const picked = `${ofAllOrigins(drawing, 'sources')} JOIN origins USING (origin) SEMI JOIN picked USING (origin, id)`
  const sources = await writeTable(drawing, sampleSourcesTable, picked, 'query')
  await linkMeasurements(drawing, firstForcedId)
  const links = await writeTable(drawing, sampleAssociationsTable, 'links JOIN origins USING (origin)', 'archive')
  await listImages(drawing)
  const measurements = await writeMeasurements(drawing, links)
  if (measurements !== links) refuseIncomplete(drawing, links, measurements)
  return { sources, measurements, forced: await countRows(drawing, 'links WHERE forced'), images: await writeImages(drawing) }
}

function refuseEmpty(): never {
  refuse('sample.empty', 'Expected a query that at least one source fits, found none that does.', {
    hint: 'Widen the query; a condition on a value that is unknown is not true.',
  })
}

function refuseIncomplete({ origins }: Drawing, expected: number, found: number): never {
  const from = origins.map(({ run, version }) => `version ${version} of ${run}`).join(', ')
  refuse('sample.incomplete', `${from}: expected ${expected} measurements of the sources, found ${found}.`, {
    hint: 'Files of the store were changed by hand: ./halley fsck shows which.',
    data: { expected, found },
  })
}

/** The order of the rows of a sample, however its origins were listed. */
function inOrder(origins: readonly SampleOrigin[]): SampleOrigin[] {
  return origins.toSorted((a, b) => (a.run < b.run ? -1 : a.run > b.run ? 1 : a.version - b.version))
}

/**
 * Copies the sources that a condition is true of, with all that is known of them, into a folder: `sources.parquet`,
 * `associations.parquet`, `measurements.parquet` (whole light curves) and `images.parquet`. Rows have the values that
 * they have in their versions, in the order that they have there, run by run; those of a light curve follow in time.
 * Equal input gives equal bytes; memory does not grow with the sample.
 *
 * @returns `sample.empty` where no source fits, `sample.copy` where a file cannot be read or a disk is full,
 * `sample.incomplete` where measurements are missing, `interrupted` after the signal
 */
export function drawTables(request: SampleDrawing): Promise<Result<SampleCounts>> {
  return settle(async () => {
    const { memoryLimitMb, scratch, signal, origins } = request
    makeFolder(scratch)
    // One thread keeps rows in the order of their files without sorting them.
    const duckDb = await openDuckDb({ threads: 1, memoryLimitMb, spillFolder: join(scratch, 'spilled') })
    const stop = () => duckDb.connection.interrupt()
    signal.addEventListener('abort', stop)
    try {
      return await drawAll({ ...request, origins: inOrder(origins), duckDb }, request)
    } catch (error) {
      return refuseToDraw(error, request)
    } finally {
      signal.removeEventListener('abort', stop)
      duckDb.close()
      await removeMade(scratch)
    }
  })
}
