import { join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { countPairs } from '../../pipeline/pairs/measurementPairs.ts'
import type { CodedTableSpec, RowGroupOf } from '../../store/parquet/coded/codedTable.ts'
import type { DuckDb } from '../../store/parquet/duckDb.ts'
import { writeCodedParquet } from '../../store/parquet/coded/writeCodedParquet.ts'
import type { ParquetLayout } from '../../store/parquet/copyStatement.ts'
import type { ParquetWritten } from '../../store/parquet/writeParquet.ts'
import { writeParquet } from '../../store/parquet/writeParquet.ts'
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
import type { WorkerPool } from '../workers/pool.ts'
import { allResults } from './allResults.ts'
import type { BuildInput, Science } from './science.ts'
import type { StageReporter } from './stageReporter.ts'
import { threadDuckDb } from './threadDuckDb.ts'

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

class TableWriter {
  readonly #folder: string
  readonly #duckDb: DuckDb
  readonly #advance: () => void

  constructor(folder: string, duckDb: DuckDb, advance: () => void) {
    this.#folder = folder
    this.#duckDb = duckDb
    this.#advance = advance
  }

  async write<S extends TableSpec>(spec: S, source: ColumnsOf<S>, layout: ParquetLayout): Promise<Result<number>> {
    return this.#wrote(await writeParquet(this.#duckDb, this.#path(spec), spec, source, { layout }))
  }

  async writeCoded<S extends CodedTableSpec>(spec: S, rowGroups: Iterable<RowGroupOf<S>>): Promise<Result<number>> {
    return this.#wrote(await writeCodedParquet(this.#path(spec), spec, rowGroups))
  }

  #path(spec: TableSpec): string {
    return join(this.#folder, `${spec.name}.parquet`)
  }

  #wrote(written: Result<ParquetWritten>): Result<number> {
    this.#advance()
    return written.ok ? success(written.value.rows) : written
  }
}

/** Starts one task an image with forced fits; ids follow the order of the images. */
function startForcedTables(
  { images, config, folder }: BuildInput,
  { measured, forced }: Science,
  pool: WorkerPool,
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

function missedPlaces({ images }: BuildInput, { measured }: Science) {
  return missedPlaceColumns(
    measured.map(({ imageIndex, requests, looked }) => ({ imageNumber: images[imageIndex].number, requests, fits: looked })),
  )
}

/** Everything but the forced fits and the pairs: small tables, or few columns. */
async function writeMainTables(writer: TableWriter, input: BuildInput, science: Science): Promise<Result<number>> {
  const { images, skyRegions, bands } = imageTables(input.images, input.measurementsPath)
  const { sourceId, associations } = science
  const writes = [
    () => writer.write(imagesTable, images, 'archive'),
    () => writer.write(skyRegionsTable, skyRegions, 'archive'),
    () => writer.write(bandsTable, bands, 'archive'),
    () => writer.write(sourcesTable, sourceColumns(science), 'query'),
    () => writer.write(associationsTable, associationColumns(science), 'archive'),
    () => writer.write(missedPlacesTable, missedPlaces(input, science), 'archive'),
    () => writer.write(relationsTable, relationColumns(sourceId, associations), 'archive'),
  ]
  for (const write of writes) {
    const written = await write()
    if (!written.ok) return written
  }
  return success(writes.length)
}

/** Writes all tables of a result into its folder; gives the number of pairs. */
export function writeTables(
  input: BuildInput,
  science: Science,
  { pool, reporter }: { readonly pool: WorkerPool; readonly reporter: StageReporter },
): Promise<Result<number>> {
  const hasPairs = input.config.variability.pairMetrics
  return reporter.run(
    'tables',
    hasPairs ? 8 : 7,
    async (advance) => {
      const forcedTables = allResults(startForcedTables(input, science, pool))
      // What goes wrong there while the other tables are written is told when it is awaited.
      forcedTables.catch(() => {})
      const writer = new TableWriter(input.folder, await threadDuckDb(), advance)
      const main = await writeMainTables(writer, input, science)
      const names = input.images.map(({ image }) => image.name)
      const pairs =
        hasPairs && main.ok ? await writer.writeCoded(measurementPairsTable, pairRowGroups(science.curves, science.sourceId, names)) : main
      const forced = await forcedTables
      return forced.ok ? pairs : forced
    },
    () => (hasPairs ? `${countPairs(science.curves)} pairs` : 'no pairs'),
  )
}
