import { randomUUID } from 'node:crypto'
import { basename, join, relative } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import type { ImageFacts } from '../../pipeline/image.ts'
import type { IngestSettings } from '../../pipeline/ingest/toMeasurements.ts'
import { findImagesByContent, reserveImageNumbers } from '../../store/catalogue/images.ts'
import type { ImageRow } from '../../store/catalogue/schema.ts'
import type { Attempt } from '../../store/publishing/attempt.ts'
import { imagesWithoutFile } from '../../store/integrity/withoutFile.ts'
import { mendImage } from '../../store/publishing/mendImage.ts'
import { publishImages } from '../../store/publishing/publishImages.ts'
import type { NewImage } from '../../store/publishing/publishImages.ts'
import type { RunSettings } from '../contract/config.ts'
import type { InputImage } from '../config/validate.ts'
import type { Halley } from '../halley.ts'
import type { TaskPool } from '../workers/taskPool.ts'
import { allResults } from './allResults.ts'
import type { HoldImages } from './holdImages.ts'
import type { IdentifiedImage } from './imageIdentity.ts'
import { identifyImages, INGEST_VERSION } from './imageIdentity.ts'
import type { StageReporter } from './stageReporter.ts'

export interface IngestInput {
  readonly images: readonly InputImage[]
  readonly settings: RunSettings['measurements']
}

/** An image that is in the store, with the files that this run gave for it. */
export interface StoredImage {
  readonly row: ImageRow
  readonly facts: ImageFacts
  readonly files: InputImage
  readonly isNew: boolean
}

interface Workplace {
  readonly pool: TaskPool
  readonly reporter: StageReporter
  readonly attempt: Attempt
  readonly hold: HoldImages
}

/** Configurations name files by absolute paths, so they are kept by their places below `/`; HALLEY_ROOTS may change meanwhile. */
const ROOT = '/'

function ingestSettings(settings: RunSettings['measurements']): IngestSettings {
  const { condonErrors, selavyLocalRmsFillValueMjy, raUncertaintyArcsec, decUncertaintyArcsec } = settings
  return { condonErrors, localRmsFillMjy: selavyLocalRmsFillValueMjy, raUncertaintyArcsec, decUncertaintyArcsec }
}

/** Two inputs with the same content would count each measurement twice. */
function repeatedImage(images: readonly IdentifiedImage[]) {
  const first = new Map<string, IdentifiedImage>()
  for (const image of images) {
    const other = first.get(image.contentHash)
    if (other) {
      const [a, b] = [other.files.imagePath, image.files.imagePath]
      return makeFault(
        'ingest.sameImage',
        `${b}: expected another image than ${a}, found the same image, catalogue and noise map under another name.`,
        {
          hint: 'List each image once.',
          data: { paths: [a, b] },
        },
      )
    }
    first.set(image.contentHash, image)
  }
  return null
}

async function ingestNew(
  halley: Halley,
  images: readonly IdentifiedImage[],
  settings: IngestSettings,
  workplace: Workplace,
  advance: () => void,
): Promise<Result<readonly NewImage[]>> {
  const { pool, attempt, reporter } = workplace
  const firstNumber = images.length > 0 ? await reserveImageNumbers(halley.store.catalogue, images.length) : 0
  const createdAt = halley.now().toISOString()
  return allResults(
    images.map(async ({ files, identified, contentHash }, index) => {
      const [id, number] = [randomUUID(), firstNumber + index]
      const outputPath = join(attempt.imageFolder(id), 'measurements.parquet')
      const ingested = await pool.run('ingestImage', { files, settings, imageNumber: number, outputPath, scratch: halley.scratch })
      if (!ingested.ok) return ingested
      advance()
      const { facts, measurementCount, dropped } = ingested.value
      const left = dropped.zeroSize + dropped.zeroFlux + dropped.tiny
      if (left > 0) reporter.note(`${basename(files.selavyPath)}: ${left} components without size or flux were left out`)
      const rows = identified.map(({ role, path, fingerprint }) => ({
        role,
        root: ROOT,
        path: relative(ROOT, path),
        bytes: fingerprint.bytes,
        fingerprint: fingerprint.fingerprint,
      }))
      const texts = { ingestSettings: JSON.stringify(settings), facts: JSON.stringify(facts) }
      return success({
        id,
        number,
        name: facts.name,
        contentHash,
        ingestVersion: INGEST_VERSION,
        ...texts,
        measurementCount,
        createdAt,
        files: rows,
      })
    }),
  )
}

/** Makes measurements of known images again whose files are gone, or cut off. */
async function mend(
  halley: Halley,
  identified: readonly IdentifiedImage[],
  known: ReadonlyMap<string, ImageRow>,
  settings: IngestSettings,
  { pool, attempt, reporter }: Workplace,
): Promise<Result<void>> {
  const filesOf = new Map(identified.map(({ contentHash, files }) => [contentHash, files]))
  for (const row of await imagesWithoutFile(halley.store, [...known.values()])) {
    const files = filesOf.get(row.contentHash)
    if (!files) throw new Error('Only images that were asked for are known.')
    const outputPath = join(attempt.imageFolder(row.id), 'measurements.parquet')
    const made = await pool.run('ingestImage', { files, settings, imageNumber: row.number, outputPath, scratch: halley.scratch })
    const mended = made.ok ? await mendImage(halley.store, attempt, row, halley.now()) : made
    if (!mended.ok) return mended
    reporter.note(`${row.name}: its measurements were gone from the store and are made again, the same`)
  }
  return success(undefined)
}

/** Finds the images that are in the store, adds the others, and holds all of them. */
async function bringIn(
  halley: Halley,
  identified: readonly IdentifiedImage[],
  settings: IngestSettings,
  workplace: Workplace,
  advance: () => void,
): Promise<Result<readonly StoredImage[]>> {
  const hashes = identified.map(({ contentHash }) => contentHash)
  const known = await findImagesByContent(halley.store.catalogue, hashes)
  const held = await workplace.hold([...known.values()].map(({ id }) => id))
  if (!held.ok) return held
  const mended = await mend(halley, identified, known, settings, workplace)
  if (!mended.ok) return mended
  for (let image = 0; image < known.size; image++) advance()
  const unknown = identified.filter(({ contentHash }) => !known.has(contentHash))
  const ingested = await ingestNew(halley, unknown, settings, workplace, advance)
  if (!ingested.ok) return ingested
  const published = await publishImages(halley.store, workplace.attempt, ingested.value)
  if (!published.ok) return published
  const heldToo = await workplace.hold(published.value.map(({ id }) => id))
  if (!heldToo.ok) return heldToo
  const rows = new Map([...known, ...published.value.map((row) => [row.contentHash, row] as const)])
  return success(
    identified.map(({ files, contentHash }) => {
      const row = rows.get(contentHash)
      if (!row) throw new Error('Each image is known or was published.')
      return { row, facts: JSON.parse(row.facts) as ImageFacts, files, isNew: !known.has(contentHash) }
    }),
  )
}

async function ingestAll(
  halley: Halley,
  { images, settings }: IngestInput,
  workplace: Workplace,
  advance: () => void,
): Promise<Result<readonly StoredImage[]>> {
  const effective = ingestSettings(settings)
  const identified = await identifyImages(halley, workplace.pool, images, effective)
  if (!identified.ok) return identified
  const repeated = repeatedImage(identified.value)
  if (repeated) return failure(repeated)
  const brought = await bringIn(halley, identified.value, effective, workplace, advance)
  // Images that are purged between being found and being held are not found any more: they are made again, under new ids.
  if (brought.ok || brought.fault.code !== 'image.leaving') return brought
  return bringIn(halley, identified.value, effective, workplace, () => {})
}

/**
 * Brings images into the store, those that it does not have: numbers are handed out in the order of the list before the
 * work is shared out. Nothing is kept of a list in which one image is refused.
 */
export function ingestImages(halley: Halley, input: IngestInput, workplace: Workplace): Promise<Result<readonly StoredImage[]>> {
  return workplace.reporter.run(
    'ingest',
    input.images.length,
    (advance) => ingestAll(halley, input, workplace, advance),
    (outcome) => {
      if (!outcome.ok) return 'refused'
      const fresh = outcome.value.filter(({ isNew }) => isNew).length
      return `${fresh} images ingested, ${outcome.value.length - fresh} known`
    },
  )
}
