import { join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import type { Associations } from '../../pipeline/detections.ts'
import { countPairs, measurementPairs } from '../../pipeline/pairs/measurementPairs.ts'
import { writeCodedParquet } from '../../store/parquet/coded/writeCodedParquet.ts'
import type { ParquetLayout } from '../../store/parquet/copyStatement.ts'
import { associationsTable } from '../../store/tables/associations.ts'
import { bandsTable } from '../../store/tables/bands.ts'
import type { ColumnsOf, TableSpec } from '../../store/tables/column.ts'
import { imagesTable } from '../../store/tables/images.ts'
import { measurementPairsTable } from '../../store/tables/measurementPairs.ts'
import { missedPlacesTable } from '../../store/tables/missedPlaces.ts'
import { relationsTable } from '../../store/tables/relations.ts'
import { skyRegionsTable } from '../../store/tables/skyRegions.ts'
import { sourcesTable } from '../../store/tables/sources.ts'
import { associationColumns, relationColumns } from '../tables/associationColumns.ts'
import { missedPlaceColumns } from '../tables/missedPlaceColumns.ts'
import { imageTables } from '../tables/imageColumns.ts'
import { pairRowGroups } from '../tables/pairRowGroups.ts'
import { sourceColumns } from '../tables/sourceColumns.ts'
import type { TaskPool } from '../workers/taskPool.ts'
import { transferables } from '../workers/tasks.ts'
import { allResults } from './allResults.ts'
import type { BuildInput, Science } from './science.ts'
import type { Workplace } from './workplace.ts'

/** What the tables are made of that are small, or come image by image. */
export type TableScience = Pick<Science, 'measured' | 'forced' | 'sourceId'> & {
  readonly associations: Pick<Associations, 'relationFrom' | 'relationTo'>
}

/** The tables of sources, associations and pairs. */
export interface LargeTables {
  readonly count: number
  /** Of all sources; null where the run has none of them. */
  readonly pairs: number | null
  readonly start: () => Promise<Result<number>>[]
}

/**
 * The images in names of files, in VAST's layout: dots become underscores. Images of one name, from different folders,
 * are numbered from the second on; names that differ in case alone count as one, as some disks have it.
 */
function fileLabels(imageNames: readonly string[]): string[] {
  const taken = new Set<string>()
  return imageNames.map((name) => {
    const plain = name.replaceAll('.', '_')
    let label = plain
    for (let copy = 2; taken.has(label.toLowerCase()); copy++) label = `${plain}_${copy}`
    taken.add(label.toLowerCase())
    return label
  })
}

/** Where a table of a result is written. */
export function tablePath({ folder }: BuildInput, { name }: TableSpec): string {
  return join(folder, `${name}.parquet`)
}

/** Starts one task an image with forced fits; ids follow the order of the images. */
function startForcedTables(
  { images, config, folder }: BuildInput,
  { measured, forced }: TableScience,
  pool: TaskPool,
): Promise<Result<number>>[] {
  const labels = fileLabels(images.map(({ image }) => image.name))
  let next = forced.id[0] ?? 0
  return measured.flatMap(({ imageIndex, requests, fits }) => {
    const image = images[imageIndex]
    const fitted = fits.fitted.reduce((sum, flag) => sum + flag, 0)
    if (!image || fitted === 0) return []
    const firstId = next
    next += fitted
    const { raUncertaintyArcsec, decUncertaintyArcsec } = config.measurements
    const outputPath = join(folder, `forced_measurements_${labels[imageIndex]}.parquet`)
    const { measurementsPath, number, image: facts } = image
    return [
      pool.run('writeForced', {
        facts,
        requests,
        fits,
        raUncertaintyArcsec,
        decUncertaintyArcsec,
        measurementsPath,
        imageNumber: number,
        firstId,
        outputPath,
      }),
    ]
  })
}

function missedPlaces({ images }: BuildInput, { measured }: TableScience) {
  return missedPlaceColumns(
    measured.map(({ imageIndex, requests, looked }) => ({ imageNumber: images[imageIndex].number, requests, fits: looked })),
  )
}

/** Starts one task a table, for everything but the forced fits and the large ones. */
function startSmallTables(input: BuildInput, science: TableScience, pool: TaskPool): Promise<Result<number>>[] {
  const { images, skyRegions, bands } = imageTables(input.images, input.measurementsPath)
  const { sourceId, associations } = science
  const start = <S extends TableSpec>(spec: S, columns: ColumnsOf<S>) =>
    pool.run('writeTable', { path: tablePath(input, spec), spec, columns, layout: 'archive' }, transferables(columns))
  return [
    start(imagesTable, images),
    start(skyRegionsTable, skyRegions),
    start(bandsTable, bands),
    start(missedPlacesTable, missedPlaces(input, science)),
    start(relationsTable, relationColumns(sourceId, associations)),
  ]
}

/** On this thread, meanwhile: they are the most, and made of what this one has. */
async function writePairs(input: BuildInput, { curves, sourceId }: Science): Promise<Result<number>> {
  const names = input.images.map(({ image }) => image.name)
  const path = tablePath(input, measurementPairsTable)
  const written = await writeCodedParquet(path, measurementPairsTable, pairRowGroups(measurementPairs(curves), sourceId, names))
  return written.ok ? success(written.value.rows) : written
}

/** The large tables of a result that is in memory: each a task, and the pairs. */
export function largeTablesOf(input: BuildInput, science: Science, pool: TaskPool): LargeTables {
  const hasPairs = input.config.variability.pairMetrics
  const start = <S extends TableSpec>(spec: S, columns: ColumnsOf<S>, layout: ParquetLayout) =>
    pool.run('writeTable', { path: tablePath(input, spec), spec, columns, layout }, transferables(columns))
  return {
    count: hasPairs ? 3 : 2,
    pairs: hasPairs ? countPairs(science.curves) : null,
    start: () => [
      start(sourcesTable, sourceColumns(science), 'query'),
      start(associationsTable, associationColumns(science), 'archive'),
      ...(hasPairs ? [writePairs(input, science)] : []),
    ],
  }
}

const smallTables = 5

/** Writes all tables of a result into its folder; gives the rows of each. */
export function writeTables(
  input: BuildInput,
  science: TableScience,
  large: LargeTables,
  { pool, reporter }: Workplace,
): Promise<Result<readonly number[]>> {
  return reporter.run(
    'tables',
    smallTables + large.count,
    async (advance) => {
      const forced = startForcedTables(input, science, pool)
      const others = [...startSmallTables(input, science, pool), ...large.start()]
      const tables = [...forced, ...others.map((table) => table.finally(advance))]
      // Whatever goes wrong with one, nothing is written any more when this returns.
      await Promise.allSettled(tables)
      return allResults(tables)
    },
    () => (large.pairs === null ? 'no pairs' : `${large.pairs} pairs`),
  )
}
