import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import type { ImageFacts } from '../../pipeline/image.ts'
import type { EarlierSources } from '../../pipeline/identity/inheritSourceIds.ts'
import { imagesOfResult } from '../../store/catalogue/results.ts'
import type { ImageRow } from '../../store/catalogue/schema.ts'
import { readColumns } from '../../store/parquet/readParquet.ts'
import { measurementsTable } from '../../store/tables/measurements.ts'
import type { Halley } from '../halley.ts'
import { IMPORTED_INGEST_VERSION } from './imageIdentity.ts'
import { firstMeasurementId, ROWS_PER_IMAGE } from './measurementId.ts'
import type { RunImage } from './runImage.ts'
import { threadDuckDb } from './threadDuckDb.ts'

/** Where the measurements of an image that was taken over are among those of the image that Halley measured itself. */
interface Counterpart {
  readonly firstId: number
  /** By row of the imported image; -1 where Halley has left the component out. */
  readonly rows: Int32Array
}

/** By the number of the imported image. */
type Counterparts = ReadonlyMap<number, Counterpart>

function sameImage(imported: ImageRow, images: readonly RunImage[]): RunImage | undefined {
  const { timeUtc } = JSON.parse(imported.facts) as ImageFacts
  return images.find(({ image }) => image.name === imported.name && image.timeUtc === timeUtc)
}

async function componentIds(path: string): Promise<Result<readonly (string | null)[]>> {
  const read = await readColumns(await threadDuckDb(), [path], measurementsTable, ['component_id'])
  return read.ok ? success(read.value.component_id) : read
}

async function counterpartOf({ store }: Halley, imported: ImageRow, { number, measurementsPath }: RunImage): Promise<Result<Counterpart>> {
  const then = await componentIds(store.paths.imageMeasurements(imported.id))
  if (!then.ok) return then
  const now = await componentIds(measurementsPath)
  if (!now.ok) return now
  const rowOf = new Map(now.value.map((component, row) => [component, row]))
  return success({ firstId: firstMeasurementId(number), rows: Int32Array.from(then.value, (component) => rowOf.get(component) ?? -1) })
}

async function importedImages({ store }: Halley, resultIds: readonly string[]): Promise<ImageRow[]> {
  const images = new Map<string, ImageRow>()
  for (const resultId of resultIds) {
    for (const image of await imagesOfResult(store.catalogue, resultId)) {
      if (image.ingestVersion === IMPORTED_INGEST_VERSION) images.set(image.id, image)
    }
  }
  return [...images.values()]
}

function translate({ sourceId, measurementId }: EarlierSources, counterparts: Counterparts): EarlierSources {
  const translated = measurementId.map((id) => {
    const counterpart = counterparts.get(Math.floor(id / ROWS_PER_IMAGE))
    if (!counterpart) return id
    const row = counterpart.rows[id % ROWS_PER_IMAGE]
    return row < 0 ? -1 : counterpart.firstId + row
  })
  const isKept = (_: number, entry: number) => translated[entry] >= 0
  return { sourceId: sourceId.filter(isKept), measurementId: translated.filter(isKept) }
}

/**
 * Earlier sources of a run that was taken over, with the ids that their measurements have now: Halley measures the images
 * itself, and its sources shall be those of the version that was taken over. Measurements are the same where image, time
 * and component are.
 *
 * @param resultIds the results that the earlier sources are of
 * @param images those that are processed
 */
export async function withImportedMeasurements(
  halley: Halley,
  earlier: readonly EarlierSources[],
  resultIds: readonly string[],
  images: readonly RunImage[],
): Promise<Result<readonly EarlierSources[]>> {
  const counterparts = new Map<number, Counterpart>()
  for (const imported of await importedImages(halley, resultIds)) {
    const image = sameImage(imported, images)
    if (!image) continue
    const counterpart = await counterpartOf(halley, imported, image)
    if (!counterpart.ok) return counterpart
    counterparts.set(imported.number, counterpart.value)
  }
  return success(counterparts.size === 0 ? earlier : earlier.map((sources) => translate(sources, counterparts)))
}
