import type { Result } from '../../../fault/fault.ts'
import { failure, makeFault, success } from '../../../fault/fault.ts'
import { findResult } from '../../../store/catalogue/results.ts'
import type { RunRow } from '../../../store/catalogue/schema.ts'
import { findVersion } from '../../../store/catalogue/versions.ts'
import { effectiveSettings } from '../../config/effectiveSettings.ts'
import type { InputImage, ResolvedInputs } from '../../config/validate.ts'
import type { Halley } from '../../halley.ts'
import { reachOf } from '../../inputs/openRoots.ts'
import { WorkerPool } from '../../workers/pool.ts'
import type { CheckedConfig } from '../checkConfig.ts'
import type { IdentifiedFile } from '../imageIdentity.ts'
import { identifiedFiles, rememberedFiles } from '../imageIdentity.ts'
import type { InputsDifference } from '../../contract/inputsDifference.ts'
import type { ComparedImage, ComparedInputs } from './compareInputs.ts'
import { compareInputs, identityOf } from './compareInputs.ts'
import { inputsOfResult } from './inputsOfResult.ts'

export interface DifferenceOptions {
  /** Threads that read files which were never read before. */
  readonly threads: number
  readonly signal?: AbortSignal | undefined
}

type Fingerprints = ComparedImage['fingerprints']

function fingerprintsByRole(files: readonly IdentifiedFile[]): Fingerprints {
  return Object.fromEntries(files.map(({ role, fingerprint }) => [role, fingerprint.fingerprint]))
}

async function readFiles(
  halley: Halley,
  images: readonly InputImage[],
  { threads, signal }: DifferenceOptions,
): Promise<Result<readonly (readonly IdentifiedFile[])[]>> {
  const pool = new WorkerPool(threads, reachOf(halley.door))
  const stop = () => void pool.close()
  signal?.addEventListener('abort', stop)
  try {
    if (signal?.aborted) return failure(interrupted)
    return await identifiedFiles(halley, pool, images)
  } catch (error) {
    if (signal?.aborted) return failure(interrupted)
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
    await pool.close()
  }
}

const interrupted = makeFault('interrupted', 'Interrupted; nothing was changed.', {
  hint: 'Start it again when you like.',
  retryable: true,
})

/**
 * The fingerprints of the images of a draft, as far as they are needed: where every image of the head is among those whose
 * files were read before, the others can only be new, and ingest will read them.
 */
async function fingerprintsOf(
  halley: Halley,
  images: readonly InputImage[],
  head: ComparedInputs,
  options: DifferenceOptions,
): Promise<Result<readonly Fingerprints[]>> {
  const remembered = await rememberedFiles(halley, images)
  if (!remembered.ok) return remembered
  const known = remembered.value.map((files) => fingerprintsByRole(files ?? []))
  const identities = new Set(known.map((fingerprints) => identityOf({ fingerprints })))
  if (!remembered.value.includes(null) || head.images.every((image) => identities.has(identityOf(image)))) return success(known)
  const files = await readFiles(halley, images, options)
  return files.ok ? success(files.value.map(fingerprintsByRole)) : files
}

/** Without epochs in the draft, images that the head has too are epochs in its order, which is that of time. */
function comparedImages(
  { isEpochBased, images }: ResolvedInputs,
  fingerprints: readonly Fingerprints[],
  head: ComparedInputs,
): ComparedImage[] {
  const place = new Map(head.images.map((image, index) => [identityOf(image), index]))
  const epochOfKey = new Map([...new Set(images.map(({ epochKey }) => epochKey))].map((key, epoch) => [key, epoch]))
  return images.map(({ imagePath, epochKey }, index) => {
    const image = { path: imagePath, fingerprints: fingerprints[index], epochKey }
    return { ...image, epoch: (isEpochBased ? epochOfKey.get(epochKey) : place.get(identityOf(image))) ?? -1 }
  })
}

/**
 * How the checked draft of a run differs from what its head was made from; null for a run without a head. Reads no more
 * than it must to tell the images apart.
 */
export async function headDifference(
  halley: Halley,
  run: RunRow,
  { config, inputs }: CheckedConfig,
  options: DifferenceOptions,
): Promise<Result<InputsDifference | null>> {
  const { catalogue } = halley.store
  const version = run.headVersion === null ? undefined : await findVersion(catalogue, run.id, run.headVersion)
  const result = version && (await findResult(catalogue, version.resultId))
  if (!result) return success(null)
  const head = await inputsOfResult(halley.store, result)
  if (!head.ok) return head
  const fingerprints = await fingerprintsOf(halley, inputs.images, head.value, options)
  if (!fingerprints.ok) return fingerprints
  const images = comparedImages(inputs, fingerprints.value, head.value)
  return success(compareInputs(head.value, { settings: effectiveSettings(config), images }))
}
