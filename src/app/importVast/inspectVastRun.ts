import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import type { DuckDb } from '../../store/parquet/duckDb.ts'
import { vastTable, type VastRun } from '../../store/vast/listVastRuns.ts'
import type { LoadedRun } from '../../store/vast/loadVastRun.ts'
import { loadVastRun } from '../../store/vast/loadVastRun.ts'
import type { VastImage } from '../../store/vast/readVastImages.ts'
import { readVastImages } from '../../store/vast/readVastImages.ts'
import type { VastRunRecord } from '../../store/vast/vastDatabase.ts'
import { hashVastFiles, vastPlace, vastVersion } from '../../store/vast/vastFiles.ts'
import { FIRST_FORCED_ID, ROWS_PER_IMAGE } from '../process/measurementId.ts'
import type { InputImage } from '../config/validate.ts'
import type { VastConfig } from './vastConfig.ts'
import { readVastConfig } from './vastConfig.ts'
import type { VastOrigin } from './vastOrigin.ts'
import { databaseOrigin } from './vastOrigin.ts'

/** A run of VAST that can be taken over: its tables were read and agree with each other and with its configuration. */
export interface InspectedRun {
  readonly run: VastRun
  readonly config: VastConfig
  /** By time and name. */
  readonly images: readonly VastImage[]
  readonly loaded: LoadedRun
  /** What VAST's database knows of it; null where that is not asked. */
  readonly record: VastRunRecord | null
  readonly origin: VastOrigin
}

/** The files that an image was made from: as the configuration names them, else as VAST's table does. */
export function filesOfImage({ config }: Pick<InspectedRun, 'config'>, { name, path, noisePath, backgroundPath }: VastImage): InputImage {
  const told = { imagePath: path, selavyPath: '', noisePath, backgroundPath: backgroundPath || null, epochKey: null }
  return config.images?.get(name) ?? told
}

function otherImages(run: VastRun, reason: string) {
  return makeFault('vast.damaged', `${vastTable(run, 'images')}: expected the images of ${run.configPath ?? ''}, found ${reason}.`, {
    hint: 'A processing has not ended well: restore the run in the old system, or process it there again.',
    data: { path: vastTable(run, 'images') },
  })
}

/** An addition that has failed leaves the table of images as it would have been. */
function imagesFault(run: VastRun, { images: configured }: VastConfig, images: readonly VastImage[]) {
  if (configured === null) return null
  if (configured.size !== images.length) return otherImages(run, `${images.length} images where it names ${configured.size}`)
  const stray = images.find(({ name }) => !configured.has(name))
  return stray ? otherImages(run, `${stray.name}, which it does not name`) : null
}

/**
 * Reads a run of VAST completely and holds its files against each other; nothing is changed.
 *
 * @returns `vast.damaged` with the file and what is wrong with it
 */
export async function inspectVastRun(duckDb: DuckDb, run: VastRun, record: VastRunRecord | null): Promise<Result<InspectedRun>> {
  const config = await readVastConfig(run)
  if (!config.ok) return config
  const images = await readVastImages(duckDb, run)
  if (!images.ok) return images
  const stray = imagesFault(run, config.value, images.value)
  if (stray) return failure(stray)
  const loaded = await loadVastRun(duckDb, run, images.value, { rowsPerImage: ROWS_PER_IMAGE, firstForcedId: FIRST_FORCED_ID })
  if (!loaded.ok) return loaded
  const files = await hashVastFiles(run, images.value)
  if (!files.ok) return files
  const version = await vastVersion(run)
  if (!version.ok) return version
  const place = { system: 'VAST Pipeline', version: version.value, path: vastPlace(run), name: run.name } as const
  const origin = { ...place, files: files.value, database: record && databaseOrigin(record) }
  return success({ run, config: config.value, images: images.value, loaded: loaded.value, record, origin })
}
