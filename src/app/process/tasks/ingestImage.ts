import { writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Result } from '../../../fault/fault.ts'
import { failure, makeFault, success } from '../../../fault/fault.ts'
import { readImageHeader } from '../../../formats/fits/imageHeader.ts'
import type { ImageFacts } from '../../../pipeline/image.ts'
import type { DroppedRows } from '../../../pipeline/ingest/catalogueRows.ts'
import { imageFacts } from '../../../pipeline/ingest/imageFacts.ts'
import type { IngestSettings } from '../../../pipeline/ingest/toMeasurements.ts'
import { toMeasurements } from '../../../pipeline/ingest/toMeasurements.ts'
import { numberingAfter } from '../../../pipeline/islandNumbering.ts'
import type { NoiseStatistics } from '../../../pipeline/noise/noiseStatistics.ts'
import { noiseStatistics } from '../../../pipeline/noise/noiseStatistics.ts'
import { writeParquet } from '../../../store/parquet/writeParquet.ts'
import { measurementsTable } from '../../../store/tables/measurements.ts'
import type { InputImage } from '../../config/validate.ts'
import { catalogueFootprintFault } from '../../inputs/catalogueFootprint.ts'
import { openImage } from '../../inputs/openImage.ts'
import { readCatalogue } from '../../inputs/readCatalogue.ts'
import { measurementColumns } from '../../tables/measurementColumns.ts'
import { firstMeasurementId, ROWS_PER_IMAGE } from '../measurementId.ts'
import { threadDuckDb } from '../threadDuckDb.ts'
import { makePreview } from './makePreview.ts'

const MJY_PER_JY = 1000

export interface IngestTask {
  readonly files: InputImage
  readonly settings: IngestSettings
  readonly imageNumber: number
  /** Where the measurements of the image are written. */
  readonly outputPath: string
  readonly scratch: string
}

export interface IngestedImage {
  readonly facts: ImageFacts
  readonly measurementCount: number
  readonly dropped: DroppedRows
}

/** Slices of about 4 MB. */
function rowsPerSlice(width: number): number {
  return Math.max(1, Math.floor(2 ** 20 / width))
}

async function readNoise(path: string, scratch: string): Promise<Result<NoiseStatistics>> {
  const opened = await openImage(path, scratch)
  if (!opened.ok) return opened
  const { image } = opened.value
  const statistics = await noiseStatistics(image, rowsPerSlice(image.width))
  await opened.value.close()
  return statistics.ok ? statistics : failure({ ...statistics.fault, message: `${path}: ${statistics.fault.message}` })
}

async function readFacts({ files, scratch }: IngestTask): Promise<Result<ImageFacts>> {
  const opened = await openImage(files.imagePath, scratch)
  if (!opened.ok) return opened
  await opened.value.close()
  const header = readImageHeader(opened.value.image.header)
  if (!header.ok) return header
  const noise = await readNoise(files.noisePath, scratch)
  if (!noise.ok) return noise
  const { medianMjy, minMjy, maxMjy } = noise.value
  return imageFacts({ ...header.value, name: basename(files.imagePath) }, { rmsMedianMjy: medianMjy, rmsMinMjy: minMjy, rmsMaxMjy: maxMjy })
}

/** An image whose pixels cannot be read has measurements all the same: they are from its catalogue. */
async function writePreview({ files, outputPath, scratch }: IngestTask, facts: ImageFacts): Promise<void> {
  const preview = await makePreview({ ...files, noiseJy: facts.rmsMedianMjy / MJY_PER_JY, scratch })
  if (preview.ok) await writeFile(join(dirname(outputPath), 'preview.bin'), preview.value)
}

/**
 * Ingests one image: its header, the statistics of its noise map, its catalogue as a table of measurements, and a small
 * preview of its maps. Writes that table and, beside it, the preview; refuses, naming the file, what cannot be read or does not belong together.
 */
export async function ingestImage(task: IngestTask): Promise<Result<IngestedImage>> {
  const { files, imageNumber } = task
  const facts = await readFacts(task)
  if (!facts.ok) return facts
  const components = await readCatalogue(files.selavyPath)
  if (!components.ok) return components
  const misplaced = catalogueFootprintFault(files.selavyPath, components.value, files.imagePath, facts.value)
  if (misplaced) return failure(misplaced)
  const ingested = toMeasurements(components.value, facts.value, task.settings)
  if (!ingested.ok) return ingested
  const { measurements, dropped } = ingested.value
  if (measurements.count > ROWS_PER_IMAGE) return failure(tooManyRows(files.selavyPath, measurements.count))
  const identity = { imageNumber, timeUtc: facts.value.timeUtc, firstId: firstMeasurementId(imageNumber), forced: false }
  const columns = measurementColumns(measurements, identity)
  const written = await writeParquet(await threadDuckDb(), task.outputPath, measurementsTable, columns, { layout: 'archive' })
  if (!written.ok) return written
  await writePreview(task, facts.value)
  const islands = numberingAfter(measurements.islandId)
  return success({ facts: { ...facts.value, islands }, measurementCount: measurements.count, dropped })
}

function tooManyRows(path: string, count: number) {
  return makeFault('ingest.tooManyRows', `${path}: expected at most ${ROWS_PER_IMAGE} components in one catalogue, found ${count}.`, {
    hint: 'Split the image and its catalogue.',
    data: { path, count },
  })
}
