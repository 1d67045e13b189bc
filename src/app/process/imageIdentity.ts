import { createHash } from 'node:crypto'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import type { IngestSettings } from '../../pipeline/ingest/toMeasurements.ts'
import type { ImageFileRole } from '../../store/catalogue/schema.ts'
import type { Fingerprint, FingerprintKind } from '../../store/files/fingerprint.ts'
import type { WantedFile } from '../../store/files/knownFingerprints.ts'
import { knownFingerprints, rememberedFingerprints } from '../../store/files/knownFingerprints.ts'
import type { InputImage } from '../config/validate.ts'
import type { Halley } from '../halley.ts'
import type { TaskPool } from '../workers/taskPool.ts'

/** Grows whenever ingest computes something else from the same files and settings. */
export const INGEST_VERSION = 1

/** Of images whose measurements were taken over from another system: no ingest has this version. */
export const IMPORTED_INGEST_VERSION = 0

export interface IdentifiedFile {
  readonly role: ImageFileRole
  readonly path: string
  readonly fingerprint: Fingerprint
}

export interface IdentifiedImage {
  readonly files: InputImage
  readonly identified: readonly IdentifiedFile[]
  /** What makes it the same image: the content of its files, the settings and the version of ingest. */
  readonly contentHash: string
}

const kindOfRole: Readonly<Record<ImageFileRole, FingerprintKind>> = {
  image: 'sampled',
  catalogue: 'whole',
  noise: 'whole',
  background: 'sampled',
}

type FileOfImage = readonly [role: ImageFileRole, path: string]

function filesByRole(files: InputImage): readonly FileOfImage[] {
  const { imagePath, selavyPath, noisePath, backgroundPath } = files
  const required = [
    ['image', imagePath],
    ['catalogue', selavyPath],
    ['noise', noisePath],
  ] as const
  return backgroundPath === null ? required : [...required, ['background', backgroundPath] as const]
}

function wantedFile([role, path]: FileOfImage): WantedFile {
  return { path, kind: kindOfRole[role] }
}

/** Hash of what makes an image the same: the content of its files, the settings and the version of ingest. */
export function contentHashOf(identified: readonly IdentifiedFile[], settings: IngestSettings): string {
  const fingerprints = identified.map(({ role, fingerprint }) => [role, fingerprint.fingerprint])
  const { condonErrors, localRmsFillMjy, raUncertaintyArcsec, decUncertaintyArcsec } = settings
  const content = [INGEST_VERSION, fingerprints, condonErrors, localRmsFillMjy, raUncertaintyArcsec, decUncertaintyArcsec]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

/** Puts the fingerprints of a flat list of files back to their images; null for an image of which one is not known. */
function toImages(
  files: readonly (readonly FileOfImage[])[],
  fingerprints: readonly (Fingerprint | null)[],
): (readonly IdentifiedFile[] | null)[] {
  let next = 0
  return files.map((ofImage) => {
    const identified = ofImage.flatMap(([role, path]) => {
      const fingerprint = fingerprints[next++]
      return fingerprint ? [{ role, path, fingerprint }] : []
    })
    return identified.length === ofImage.length ? identified : null
  })
}

/** The files of images with their fingerprints, where the present states of all files of an image were read before; else null. */
export async function rememberedFiles(
  halley: Halley,
  images: readonly InputImage[],
): Promise<Result<readonly (readonly IdentifiedFile[] | null)[]>> {
  const files = images.map(filesByRole)
  const fingerprints = await rememberedFingerprints(halley.store.catalogue, files.flat().map(wantedFile))
  return fingerprints.ok ? success(toImages(files, fingerprints.value)) : fingerprints
}

/** The files of images with their fingerprints; reads only what has changed since it was read last. */
export async function identifiedFiles(
  halley: Halley,
  pool: TaskPool,
  images: readonly InputImage[],
): Promise<Result<readonly (readonly IdentifiedFile[])[]>> {
  const files = images.map(filesByRole)
  const read = (path: string, kind: FingerprintKind) => pool.run('fingerprint', { path, kind })
  const fingerprints = await knownFingerprints(halley.store.catalogue, files.flat().map(wantedFile), read, halley.now())
  return fingerprints.ok ? success(toImages(files, fingerprints.value).map((identified) => identified ?? [])) : fingerprints
}

/** {@link identifiedFiles} with what makes each image the same. */
export async function identifyImages(
  halley: Halley,
  pool: TaskPool,
  images: readonly InputImage[],
  settings: IngestSettings,
): Promise<Result<readonly IdentifiedImage[]>> {
  const files = await identifiedFiles(halley, pool, images)
  if (!files.ok) return files
  return success(
    files.value.map((identified, image) => ({ files: images[image], identified, contentHash: contentHashOf(identified, settings) })),
  )
}
