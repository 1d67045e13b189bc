import type { Catalogue } from './openCatalogue.ts'
import type { FileFingerprintRow } from './schema.ts'

export type FileStamp = Omit<FileFingerprintRow, 'fingerprint'>

/** The fingerprint that was taken of exactly this state of a file. */
export async function findFingerprint(catalogue: Catalogue, stamp: FileStamp): Promise<string | undefined> {
  const row = await catalogue
    .selectFrom('fileFingerprints')
    .select('fingerprint')
    .where('kind', '=', stamp.kind)
    .where('device', '=', stamp.device)
    .where('inode', '=', stamp.inode)
    .where('bytes', '=', stamp.bytes)
    .where('modifiedNs', '=', stamp.modifiedNs)
    .where('changedNs', '=', stamp.changedNs)
    .executeTakeFirst()
  return row?.fingerprint
}

/** Keeps one state a file: the newest. */
export async function keepFingerprint(catalogue: Catalogue, row: FileFingerprintRow): Promise<void> {
  const { bytes, modifiedNs, changedNs, fingerprint } = row
  await catalogue
    .insertInto('fileFingerprints')
    .values(row)
    .onConflict((conflict) => conflict.columns(['kind', 'device', 'inode']).doUpdateSet({ bytes, modifiedNs, changedNs, fingerprint }))
    .execute()
}
