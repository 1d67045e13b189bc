import { randomUUID } from 'node:crypto'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { sourceName } from '../../sky/sourceName.ts'
import type { ImageRow, RunRow } from '../../store/catalogue/schema.ts'
import type { DuckDb } from '../../store/parquet/duckDb.ts'
import { readColumns } from '../../store/parquet/readParquet.ts'
import { publishVersion } from '../../store/publishing/publishVersion.ts'
import { writeResultInputs, type ResultInputs } from '../../store/resultInputs.ts'
import { sourcesTable } from '../../store/tables/sources.ts'
import { vastTable } from '../../store/vast/listVastRuns.ts'
import { writeVastTables, type ImportTarget } from '../../store/vast/writeVastTables.ts'
import { imageViewPath } from '../../store/views/healViews.ts'
import { codeVersion } from '../codeVersion.ts'
import { effectiveSettings, settingsOfText } from '../config/effectiveSettings.ts'
import type { Halley } from '../halley.ts'
import type { Workbench } from '../operations/workbench.ts'
import { holdForRun } from '../process/holdImages.ts'
import { FIRST_FORCED_ID, ROWS_PER_IMAGE } from '../process/measurementId.ts'
import type { StageReporter } from '../process/stageReporter.ts'
import { sourceRowOrder } from '../tables/rowOrder.ts'
import { importImages } from './importImages.ts'
import { importRemarks } from './importRemarks.ts'
import type { VastUsers } from './importUsers.ts'
import type { InspectedRun } from './inspectVastRun.ts'
import { filesOfImage } from './inspectVastRun.ts'
import { originHash } from './vastOrigin.ts'

/** One run that is taken over, at work. */
export interface ImportJob extends Workbench {
  readonly halley: Halley
  readonly run: RunRow
  readonly inspected: InspectedRun
  readonly users: VastUsers
  readonly duckDb: DuckDb
  readonly reporter: StageReporter
}

/** The sources in the order of their table, with VAST's names where its database was asked, else named after their positions. */
async function orderedSources({ duckDb, inspected }: ImportJob): Promise<Result<ImportTarget['sources']>> {
  const read = await readColumns(duckDb, [vastTable(inspected.run, 'sources')], sourcesTable, ['id', 'wavg_ra', 'wavg_dec'])
  if (!read.ok) return read
  const { id, wavg_ra: raDeg, wavg_dec: decDeg } = read.value
  const order = sourceRowOrder(raDeg, decDeg, id)
  const known = inspected.record?.sourceNames
  return success({
    id: Float64Array.from(order, (row) => id[row]),
    name: Array.from(order, (row) => known?.get(id[row]) ?? sourceName(raDeg[row], decDeg[row])),
  })
}

function writeTables(job: ImportJob, images: readonly ImageRow[]): Promise<Result<void>> {
  const { halley, inspected, duckDb, attempt, reporter } = job
  return reporter.run(
    'tables',
    1,
    async () => {
      const sources = await orderedSources(job)
      if (!sources.ok) return sources
      return writeVastTables(duckDb, inspected.run, {
        folder: attempt.resultFolder,
        images: images.map((row, place) => ({
          vastId: inspected.images[place].id,
          number: row.number,
          viewPath: imageViewPath(halley.store, row),
        })),
        forcedPaths: inspected.loaded.forcedPaths,
        rowsPerImage: ROWS_PER_IMAGE,
        firstForcedId: FIRST_FORCED_ID,
        sources: sources.value,
      })
    },
    (written) => (written.ok ? 'written' : 'refused'),
  )
}

/** The epochs of the images, from 0: those of the configuration, else each image is one. */
function epochsOf({ images, config }: InspectedRun): number[] {
  const keys = [...new Set([...(config.images?.values() ?? [])].map(({ epochKey }) => epochKey))]
  if (keys.length === 0 || keys.includes(null)) return images.map((_, place) => place)
  return images.map(({ name }) => keys.indexOf(config.images?.get(name)?.epochKey ?? null))
}

/** What VAST made it from, in the form in which results of Halley keep it. */
function resultInputs(inspected: InspectedRun, rows: readonly ImageRow[], epochs: readonly number[]): ResultInputs {
  const { images, config, origin } = inspected
  return {
    images: images.map((image, place) => ({ imageId: rows[place].id, ...filesOfImage(inspected, image), epoch: epochs[place] })),
    settings: effectiveSettings(settingsOfText(config.text)),
    computedBy: `VAST Pipeline ${origin.version ?? ''}`,
  }
}

/** Takes a run over as the first version of a new one. @returns its number; the faults of the store, `vast.damaged` */
export async function importVersion(job: ImportJob): Promise<Result<number>> {
  const { halley, run, inspected, attempt, reporter, stopFault } = job
  const { record } = inspected
  const images = await importImages(halley, inspected, { ...job, hold: holdForRun(halley, run.id, attempt.claim) })
  if (!images.ok) return images
  const said = record ? await importRemarks(halley, { ...job, record, images: images.value }) : success(undefined)
  if (!said.ok) return said
  const written = await writeTables(job, images.value)
  if (!written.ok) return written
  const stop = stopFault()
  if (stop) return failure(stop)
  const epochs = epochsOf(inspected)
  const kept = await writeResultInputs(attempt, resultInputs(inspected, images.value, epochs))
  if (!kept.ok) return kept
  const version = {
    runId: run.id,
    resultId: randomUUID(),
    madeAt: halley.now().toISOString(),
    configurationText: inspected.config.text,
    inputsHash: originHash(inspected.run, inspected.origin),
    codeVersion,
    counts: { ...inspected.loaded.counts },
    images: images.value.map((image, place) => ({ image, epoch: epochs[place] })),
    lastSourceId: inspected.loaded.maxSourceId,
    forcedCount: inspected.loaded.counts.forced,
    origin: inspected.origin,
  }
  const published = await reporter.run(
    'publish',
    1,
    () => publishVersion(halley.store, attempt, version),
    (outcome) => (outcome.ok ? `version ${outcome.value.number}, ${outcome.value.files.length} files` : 'refused'),
  )
  return published.ok ? success(published.value.number) : published
}
