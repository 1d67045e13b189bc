import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { findImagesByContent, reserveImageNumbers } from '../../store/catalogue/images.ts'
import type { ImageFileRole, ImageRow } from '../../store/catalogue/schema.ts'
import type { FingerprintKind } from '../../store/files/fingerprint.ts'
import { knownFingerprints } from '../../store/files/knownFingerprints.ts'
import type { DuckDb } from '../../store/parquet/duckDb.ts'
import { publishImages, type NewImage } from '../../store/publishing/publishImages.ts'
import type { VastImage } from '../../store/vast/readVastImages.ts'
import { measurementsName } from '../../store/vast/vastFiles.ts'
import { writeVastImage } from '../../store/vast/writeVastTables.ts'
import type { InputImage } from '../config/validate.ts'
import type { Halley } from '../halley.ts'
import type { Workbench } from '../operations/workbench.ts'
import type { HoldImages } from '../process/holdImages.ts'
import { IMPORTED_INGEST_VERSION } from '../process/imageIdentity.ts'
import { firstMeasurementId } from '../process/measurementId.ts'
import type { StageReporter } from '../process/stageReporter.ts'
import type { InspectedRun } from './inspectVastRun.ts'
import { filesOfImage } from './inspectVastRun.ts'
import { vastFacts } from './vastFacts.ts'
import { vastImageIdentity } from './vastOrigin.ts'

const INGEST_SETTINGS = JSON.stringify({ origin: 'VAST Pipeline' })
const ROOT = '/'

interface Workplace extends Workbench {
  readonly duckDb: DuckDb
  readonly reporter: StageReporter
  readonly hold: HoldImages
}

interface RoleFile {
  readonly role: ImageFileRole
  readonly path: string
  readonly kind: FingerprintKind
}

function filesByRole({ imagePath, noisePath, backgroundPath, selavyPath }: InputImage): RoleFile[] {
  const files: RoleFile[] = [
    { role: 'image', path: imagePath, kind: 'sampled' },
    { role: 'noise', path: noisePath, kind: 'whole' },
    { role: 'background', path: backgroundPath ?? '', kind: 'sampled' },
    { role: 'catalogue', path: selavyPath, kind: 'whole' },
  ]
  return files.filter(({ path }) => path !== '')
}

/** The input files of an image; those that are gone, or cannot be read, are told by their path alone. */
async function inputFiles(halley: Halley, files: readonly RoleFile[], { pool }: Workplace): Promise<NewImage['files']> {
  const read = (path: string, kind: FingerprintKind) => pool.run('fingerprint', { path, kind })
  return Promise.all(
    files.map(async ({ role, path, kind }) => {
      const known = existsSync(path) ? await knownFingerprints(halley.store.catalogue, [{ path, kind }], read, halley.now()) : null
      const { bytes, fingerprint } = known?.ok ? known.value[0] : { bytes: 0, fingerprint: 'unknown' }
      return { role, root: ROOT, path: relative(ROOT, path), bytes, fingerprint }
    }),
  )
}

interface WantedImage {
  readonly image: VastImage
  readonly contentHash: string
  readonly measurementCount: number
  readonly files: InputImage
}

async function newImage(halley: Halley, fresh: WantedImage, number: number, workplace: Workplace): Promise<Result<NewImage>> {
  const { image, contentHash, measurementCount, files } = fresh
  const id = randomUUID()
  const to = join(workplace.attempt.imageFolder(id), 'measurements.parquet')
  const ids = { imageNumber: number, firstId: firstMeasurementId(number) }
  const written = await writeVastImage(workplace.duckDb, image.measurementsPath, to, ids)
  if (!written.ok) return written
  return success({
    id,
    number,
    name: image.name,
    contentHash,
    ingestSettings: INGEST_SETTINGS,
    ingestVersion: IMPORTED_INGEST_VERSION,
    facts: JSON.stringify(await vastFacts(image, files.imagePath, halley.scratch)),
    measurementCount,
    createdAt: halley.now().toISOString(),
    files: await inputFiles(halley, filesByRole(files), workplace),
  })
}

async function writeFresh(
  halley: Halley,
  fresh: readonly WantedImage[],
  workplace: Workplace,
  advance: () => void,
): Promise<Result<NewImage[]>> {
  const firstNumber = fresh.length > 0 ? await reserveImageNumbers(halley.store.catalogue, fresh.length) : 0
  const images: NewImage[] = []
  for (const [index, one] of fresh.entries()) {
    const made = await newImage(halley, one, firstNumber + index, workplace)
    if (!made.ok) return made
    images.push(made.value)
    advance()
  }
  return success(images)
}

function wantedImages(inspected: InspectedRun): WantedImage[] {
  const { run, images, loaded, origin } = inspected
  const hashes = new Map(origin.files.map(({ name, sha256 }) => [name, sha256]))
  return images.map((image, place) => {
    const files = filesOfImage(inspected, image)
    const contentHash = vastImageIdentity(image.name, hashes.get(measurementsName(run, image)) ?? '', files)
    return { image, contentHash, files, measurementCount: loaded.measurementCounts[place] }
  })
}

/** Finds the images that are in the store, adds the others, and holds all of them. */
async function bringIn(
  halley: Halley,
  wanted: readonly WantedImage[],
  workplace: Workplace,
  advance: () => void,
): Promise<Result<ImageRow[]>> {
  const { store } = halley
  const hashes = wanted.map(({ contentHash }) => contentHash)
  const known = await findImagesByContent(store.catalogue, hashes)
  const held = await workplace.hold([...known.values()].map(({ id }) => id))
  if (!held.ok) return held
  const fresh = wanted.filter(({ contentHash }) => !known.has(contentHash))
  for (let image = fresh.length; image < wanted.length; image++) advance()
  const written = await writeFresh(halley, fresh, workplace, advance)
  if (!written.ok) return written
  const published = await publishImages(store, workplace.attempt, written.value)
  if (!published.ok) return published
  const heldToo = await workplace.hold(published.value.map(({ id }) => id))
  if (!heldToo.ok) return heldToo
  const rows = new Map([...known, ...published.value.map((row) => [row.contentHash, row] as const)])
  return success(hashes.flatMap((contentHash) => rows.get(contentHash) ?? []))
}

async function importAll(halley: Halley, inspected: InspectedRun, workplace: Workplace, advance: () => void): Promise<Result<ImageRow[]>> {
  const wanted = wantedImages(inspected)
  const brought = await bringIn(halley, wanted, workplace, advance)
  // Images that are purged between being found and being held are not found any more: they are made again, under new ids.
  if (brought.ok || brought.fault.code !== 'image.leaving') return brought
  return bringIn(halley, wanted, workplace, () => {})
}

/**
 * Brings the images of a run of VAST into the store with the measurements that VAST has of them, those that no run
 * brought before. They are never taken for images that Halley has measured itself.
 *
 * @returns the images in the order of the run's list
 */
export function importImages(halley: Halley, inspected: InspectedRun, workplace: Workplace): Promise<Result<ImageRow[]>> {
  return workplace.reporter.run(
    'ingest',
    inspected.images.length,
    (advance) => importAll(halley, inspected, workplace, advance),
    (outcome) => (outcome.ok ? `${outcome.value.length} images` : 'refused'),
  )
}
