import { createHash } from 'node:crypto'
import type { Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import type { IngestSettings } from '../../pipeline/ingest/toMeasurements.ts'
import type { ImageFileRole } from '../../store/catalogue/schema.ts'
import type { Fingerprint, FingerprintKind } from '../../store/files/fingerprint.ts'
import type { WantedFile } from '../../store/files/knownFingerprints.ts'
import { knownFingerprints } from '../../store/files/knownFingerprints.ts'
import type { InputImage } from '../config/validate.ts'
import type { Halley } from '../halley.ts'
import type { WorkerPool } from '../workers/pool.ts'

/** Grows whenever ingest computes something else from the same files and settings. */
export const INGEST_VERSION = 1

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

function contentHashOf(identified: readonly IdentifiedFile[], settings: IngestSettings): string {
  const fingerprints = identified.map(({ role, fingerprint }) => [role, fingerprint.fingerprint])
  const { condonErrors, localRmsFillMjy, raUncertaintyArcsec, decUncertaintyArcsec } = settings
  const content = [INGEST_VERSION, fingerprints, condonErrors, localRmsFillMjy, raUncertaintyArcsec, decUncertaintyArcsec]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

/** Fingerprints the files of images, reading only what has changed since it was read last. */
export async function identifyImages(
  halley: Halley,
  pool: WorkerPool,
  images: readonly InputImage[],
  settings: IngestSettings,
): Promise<Result<readonly IdentifiedImage[]>> {
  const files = images.map(filesByRole)
  const read = (path: string, kind: FingerprintKind) => pool.run('fingerprint', { path, kind })
  const fingerprints = await knownFingerprints(halley.store.catalogue, files.flat().map(wantedFile), read, halley.now())
  if (!fingerprints.ok) return fingerprints
  let next = 0
  return success(
    images.map((image, index) => {
      const identified = files[index].map(([role, path]) => ({ role, path, fingerprint: fingerprints.value[next++] }))
      return { files: image, identified, contentHash: contentHashOf(identified, settings) }
    }),
  )
}
