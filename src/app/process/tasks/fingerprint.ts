import type { Result } from '../../../fault/fault.ts'
import type { Fingerprint, FingerprintKind } from '../../../store/files/fingerprint.ts'
import { fingerprintFile } from '../../../store/files/fingerprint.ts'

export interface FingerprintTask {
  readonly path: string
  readonly kind: FingerprintKind
}

/** Reads the fingerprint of an input file. */
export function fingerprint({ path, kind }: FingerprintTask): Promise<Result<Fingerprint>> {
  return fingerprintFile(path, kind)
}
