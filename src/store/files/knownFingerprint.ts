import { stat } from 'node:fs/promises'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { findFingerprint, keepFingerprint, type FileStamp } from '../catalogue/fileFingerprints.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { Fingerprint, FingerprintKind } from './fingerprint.ts'
import { openFault } from './openFault.ts'

/** A file that was changed this short before it was read may change again without its times showing it. */
const settledNs = 2_000_000_000n

/**
 * The fingerprint of a file, from the catalogue where exactly this state of it was read before.
 *
 * @param read reads the file: `fingerprintFile`, here or in a worker
 * @param now for the decision whether the file has been quiet for long enough to be remembered
 * @returns the faults of `read`; `file.changing` where the file was changed while it was read
 */
export async function knownFingerprint(
  catalogue: Catalogue,
  path: string,
  kind: FingerprintKind,
  read: (path: string, kind: FingerprintKind) => Promise<Result<Fingerprint>>,
  now: Date,
): Promise<Result<Fingerprint>> {
  const before = await stampFile(path, kind)
  if (!before.ok) return before
  const known = await findFingerprint(catalogue, before.value)
  if (known !== undefined) return success({ fingerprint: known, bytes: before.value.bytes })
  const computed = await read(path, kind)
  if (!computed.ok) return computed
  const after = await stampFile(path, kind)
  if (!after.ok) return after
  if (!isSame(before.value, after.value)) {
    return failure(
      makeFault('file.changing', `${path}: expected a finished file, found that it was changed while it was read.`, {
        hint: 'Wait until it is complete, then try again.',
        retryable: true,
        data: { path },
      }),
    )
  }
  const newest = [before.value.modifiedNs, before.value.changedNs].map(BigInt)
  const nowNs = BigInt(now.getTime()) * 1_000_000n
  if (newest.every((time) => time < nowNs - settledNs))
    await keepFingerprint(catalogue, { ...before.value, fingerprint: computed.value.fingerprint })
  return computed
}

function isSame(one: FileStamp, other: FileStamp): boolean {
  return (
    one.device === other.device &&
    one.inode === other.inode &&
    one.bytes === other.bytes &&
    one.modifiedNs === other.modifiedNs &&
    one.changedNs === other.changedNs
  )
}

async function stampFile(path: string, kind: FingerprintKind): Promise<Result<FileStamp>> {
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
