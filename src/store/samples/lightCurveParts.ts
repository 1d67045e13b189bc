import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { sqlLiteral } from '../parquet/duckDb.ts'
import { run, type Drawing, type SampleOrigin } from './drawing.ts'

/** Measurements that are held at once: they fit into memory, however large the sample is. */
const LINKS_AT_ONCE = 200_000

/** Rows in a block of a part: what is read too much when a piece of all parts is put in order. */
const BLOCK_ROWS = 4096

/** Ids from the first to below the end. */
interface IdRange {
  readonly first: number
  readonly end: number
}

/** Ids that are never parted. */
const IDS_IN_BLOCK = 2 ** 16

/** Ranges of ids, of which each has few links. */
async function idRanges(drawing: Drawing, where: string): Promise<IdRange[]> {
  const blocks = `SELECT CAST(meas_id // ${IDS_IN_BLOCK} AS DOUBLE) AS block, CAST(count(*) AS DOUBLE) FROM links WHERE ${where}`
  const result = await run(drawing, `${blocks} GROUP BY block ORDER BY block`)
  const ranges: IdRange[] = []
  let held = Infinity
  for (const [block, links] of (await result.getRows()).map((row) => row.map(Number))) {
    const first = held + links > LINKS_AT_ONCE ? block * IDS_IN_BLOCK : (ranges.pop()?.first ?? 0)
    held = held + links > LINKS_AT_ONCE ? links : held + links
    ranges.push({ first, end: (block + 1) * IDS_IN_BLOCK })
  }
  return ranges
}

/** What is looked up in some files: the links of a range of ids. */
interface Lookup {
  readonly files: readonly string[]
  readonly range: IdRange
  /** Which links, where ids are not enough to tell. */
  readonly where: string
}

async function catalogueLookups(drawing: Drawing): Promise<Lookup[]> {
  const { origins, idsPerImage } = drawing
  const images = new Map(origins.flatMap((origin) => origin.images.map((image) => [image.number, image.measurementsPath])))
  const ranges = await idRanges(drawing, 'NOT forced')
  return ranges.map((range) => {
    const isIn = (number: number) => (number + 1) * idsPerImage > range.first && number * idsPerImage < range.end
    return { files: [...images].filter(([number]) => isIn(number)).map(([, path]) => path), range, where: 'NOT forced' }
  })
}

function forcedFiles({ resultFolder }: SampleOrigin): string[] {
  const names = readdirSync(resultFolder).filter((name) => name.startsWith('forced_measurements_') && name.endsWith('.parquet'))
  return names.sort().map((name) => join(resultFolder, name))
}

/** Ids of forced fits are those of their run. */
async function forcedLookups(drawing: Drawing, index: number): Promise<Lookup[]> {
  const files = forcedFiles(drawing.origins[index])
  const where = `forced AND origin = ${index}`
  return (await idRanges(drawing, where)).map((range) => ({ files, range, where }))
}

async function look(drawing: Drawing, { files, range, where }: Lookup, part: number): Promise<string> {
  const path = join(drawing.scratch, `part-${part}.parquet`)
  const inRange = (id: string) => `${id} >= ${range.first} AND ${id} < ${range.end}`
  const links = `SELECT rowid AS position, origin, source_id, meas_id FROM links WHERE ${where} AND ${inRange('meas_id')}`
  const rows = `SELECT * FROM ${parquetFiles(files)} JOIN (${links}) ON id = meas_id WHERE ${inRange('id')} ORDER BY position`
  await run(drawing, `COPY (${rows}) TO ${sqlLiteral(path)} (FORMAT parquet, ROW_GROUP_SIZE ${BLOCK_ROWS}, USE_TMP_FILE false)`)
  return path
}

async function lookUp(drawing: Drawing): Promise<string[]> {
  const forced = await Promise.all(drawing.origins.keys().map((index) => forcedLookups(drawing, index)))
  const lookups = [...(await catalogueLookups(drawing)), ...forced.flat()].filter(({ files }) => files.length > 0)
  const parts: string[] = []
  for (const lookup of lookups) parts.push(await look(drawing, lookup, parts.length))
  return parts
}

/**
 * Looks up the measurements that the table `links(origin, source_id, meas_id, forced)` names, in the order of its rows;
 * an image that has none of them is not opened. DuckDB's own sort of so many columns is not sure to fit into a limited
 * memory: the rows of many images are first written in parts, each in order, then put together a piece at a time.
 *
 * @returns files that have, one after the other, all columns of measurements, `origin` and `source_id`
 */
export async function lookUpLightCurves(drawing: Drawing, links: number): Promise<string[]> {
  const parts = parquetFiles(await lookUp(drawing))
  const pieces: string[] = []
  for (let first = 0; first < links; first += LINKS_AT_ONCE) {
    const path = join(drawing.scratch, `piece-${pieces.length}.parquet`)
    const rows = `SELECT * FROM ${parts} WHERE position >= ${first} AND position < ${first + LINKS_AT_ONCE} ORDER BY position`
    await run(drawing, `COPY (${rows}) TO ${sqlLiteral(path)} (FORMAT parquet, USE_TMP_FILE false)`)
    pieces.push(path)
  }
  return pieces
}
