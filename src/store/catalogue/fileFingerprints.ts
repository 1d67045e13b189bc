import { changeTogether } from './changeTogether.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { FileFingerprintRow } from './schema.ts'

export type FileStamp = Omit<FileFingerprintRow, 'fingerprint'>

/** What one statement takes at most: SQLite binds 32,766 values, PostgreSQL 65,535. */
const rowsPerStatement = 1000

/** The fingerprints that were taken of exactly these states of files, in their order; undefined for the others. */
export async function findFingerprints(catalogue: Catalogue, stamps: readonly FileStamp[]): Promise<(string | undefined)[]> {
  const rows = new Map<string, FileFingerprintRow>()
  for (const together of Map.groupBy(stamps, ({ kind, device }) => `${kind} ${device}`).values()) {
    for (let first = 0; first < together.length; first += rowsPerStatement) {
      for (const row of await rowsOf(catalogue, together.slice(first, first + rowsPerStatement))) rows.set(keyOf(row), row)
    }
  }
  return stamps.map((stamp) => {
    const row = rows.get(keyOf(stamp))
    return row && isSameState(row, stamp) ? row.fingerprint : undefined
  })
}

/** Those of stamps that share kind and device. */
function rowsOf(catalogue: Catalogue, stamps: readonly FileStamp[]): Promise<FileFingerprintRow[]> {
  const [{ kind, device }] = stamps
  const inodes = stamps.map(({ inode }) => inode)
  return catalogue
    .selectFrom('fileFingerprints')
    .selectAll()
    .where('kind', '=', kind)
    .where('device', '=', device)
    .where('inode', 'in', inodes)
    .execute()
}

/** Whether two looks at a file found the same file in the same state. */
export function isSameState(one: FileStamp, other: FileStamp): boolean {
  return (
    keyOf(one) === keyOf(other) && one.bytes === other.bytes && one.modifiedNs === other.modifiedNs && one.changedNs === other.changedNs
  )
}

function keyOf({ kind, device, inode }: FileStamp): string {
  return `${kind} ${device} ${inode}`
}

/** Keeps one state a file, the newest, in one transaction. */
export async function keepFingerprints(catalogue: Catalogue, rows: readonly FileFingerprintRow[]): Promise<void> {
  if (rows.length === 0) return
  await changeTogether(catalogue, async (transaction) => {
    for (const row of rows) await keepFingerprint(transaction, row)
  })
}

async function keepFingerprint(transaction: Catalogue, row: FileFingerprintRow): Promise<void> {
  const { bytes, modifiedNs, changedNs, fingerprint } = row
  await transaction
    .insertInto('fileFingerprints')
    .values(row)
    .onConflict((conflict) => conflict.columns(['kind', 'device', 'inode']).doUpdateSet({ bytes, modifiedNs, changedNs, fingerprint }))
    .execute()
}
