import { stat } from 'node:fs/promises'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { findFingerprints, isSameState, keepFingerprints, type FileStamp } from '../catalogue/fileFingerprints.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { FileFingerprintRow } from '../catalogue/schema.ts'
import type { Fingerprint, FingerprintKind } from './fingerprint.ts'
import { openFault } from './openFault.ts'

/** A file whose fingerprint is wanted. */
export interface WantedFile {
  readonly path: string
  readonly kind: FingerprintKind
}

/** `fingerprintFile`, here or in a worker. */
export type ReadFingerprint = (path: string, kind: FingerprintKind) => Promise<Result<Fingerprint>>

/** A file that was changed this short before it was read may change again without its times showing it. */
const settledNs = 2_000_000_000n

/** Files whose fingerprints are remembered together: a killed process loses no more than these. */
const filesPerTransaction = 256

/** A file as it is now, with its fingerprint where exactly this state of it was read before. */
interface SeenFile {
  readonly file: WantedFile
  readonly stamp: FileStamp
  readonly known: string | undefined
}

/** The fingerprints that the catalogue remembers of exactly the present states of files, in their order; null for the others. */
export async function rememberedFingerprints(catalogue: Catalogue, files: readonly WantedFile[]): Promise<Result<(Fingerprint | null)[]>> {
  const seen = await see(catalogue, files)
  if (!seen.ok) return seen
  return success(seen.value.map(({ stamp, known }) => (known === undefined ? null : { fingerprint: known, bytes: stamp.bytes })))
}

/**
 * The fingerprints of files, in their order, from the catalogue where exactly this state of a file was read before.
 *
 * @param now for the decision whether a file has been quiet for long enough to be remembered
 * @returns the faults of `read`; `file.changing` where a file was changed while it was read
 */
export async function knownFingerprints(
  catalogue: Catalogue,
  files: readonly WantedFile[],
  read: ReadFingerprint,
  now: Date,
): Promise<Result<Fingerprint[]>> {
  const fingerprints: Fingerprint[] = []
  for (let first = 0; first < files.length; first += filesPerTransaction) {
    const seen = await see(catalogue, files.slice(first, first + filesPerTransaction))
    if (!seen.ok) return seen
    const outcomes = await Promise.all(seen.value.map((file) => fingerprintOf(file, read)))
    await keepFingerprints(
      catalogue,
      outcomes.flatMap((outcome, index) => worthKeeping(seen.value[index], outcome, now)),
    )
    for (const outcome of outcomes) {
      if (!outcome.ok) return outcome
      fingerprints.push(outcome.value)
    }
  }
  return success(fingerprints)
}

async function see(catalogue: Catalogue, files: readonly WantedFile[]): Promise<Result<SeenFile[]>> {
  const stamps: FileStamp[] = []
  for (const stamp of await Promise.all(files.map(stampFile))) {
    if (!stamp.ok) return stamp
    stamps.push(stamp.value)
  }
  const known = await findFingerprints(catalogue, stamps)
  return success(stamps.map((stamp, index) => ({ file: files[index], stamp, known: known[index] })))
}

async function fingerprintOf({ file, stamp, known }: SeenFile, read: ReadFingerprint): Promise<Result<Fingerprint>> {
  if (known !== undefined) return success({ fingerprint: known, bytes: stamp.bytes })
  const { path, kind } = file
  const computed = await read(path, kind)
  if (!computed.ok) return computed
  const after = await stampFile(file)
  if (!after.ok || isSameState(stamp, after.value)) return after.ok ? computed : after
  return failure(
    makeFault('file.changing', `${path}: expected a finished file, found that it was changed while it was read.`, {
      hint: 'Wait until it is complete, then try again.',
      retryable: true,
      data: { path },
    }),
  )
}

function worthKeeping({ stamp, known }: SeenFile, outcome: Result<Fingerprint>, now: Date): FileFingerprintRow[] {
  const nowNs = BigInt(now.getTime()) * 1_000_000n
  const isSettled = [stamp.modifiedNs, stamp.changedNs].every((time) => BigInt(time) < nowNs - settledNs)
  return known === undefined && outcome.ok && isSettled ? [{ ...stamp, fingerprint: outcome.value.fingerprint }] : []
}

async function stampFile({ path, kind }: WantedFile): Promise<Result<FileStamp>> {
  try {
    const found = await stat(path, { bigint: true })
    return success({
      kind,
      device: String(found.dev),
      inode: String(found.ino),
      bytes: Number(found.size),
      modifiedNs: String(found.mtimeNs),
      changedNs: String(found.ctimeNs),
    })
  } catch (error) {
    return failure(openFault(path, error))
  }
}
