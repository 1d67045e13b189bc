import { join } from 'node:path'
import type { DrawnRow } from '../../store/catalogue/schema.ts'
import { fileSize, folderSize, type FolderSize } from '../../store/purge/folderSize.ts'
import type { Halley } from '../halley.ts'
import type { CheckOptions } from './checkStore.ts'
import { finding, type Finding } from './finding.ts'

const tables = ['samples', 'analyses'] as const

/** What was sealed in a folder: all but the manifest itself. */
function sealedSize(folder: string): FolderSize {
  const [all, manifest] = [folderSize(folder), fileSize(join(folder, 'manifest.json'))]
  return { files: all.files - manifest.files, bytes: all.bytes - manifest.bytes }
}

async function checkTable({ store }: Halley, table: (typeof tables)[number], { repair }: CheckOptions): Promise<Finding[]> {
  const folderOf = ({ id }: DrawnRow) => (table === 'samples' ? store.paths.sample(id) : store.paths.analysis(id))
  const rows = await store.catalogue.selectFrom(table).selectAll().where('place', 'in', ['live', 'trashed']).orderBy('id').execute()
  const findings: Finding[] = []
  for (const row of rows) {
    const found = sealedSize(folderOf(row))
    if (found.bytes === row.bytes && found.files === row.files) continue
    const words = `${row.name}: the catalogue says ${row.files} files of ${row.bytes} bytes, the disk has ${found.files} of ${found.bytes}.`
    const drifted = finding('sizes', found.bytes < row.bytes ? 'damage' : 'note', words, [folderOf(row)])
    if (repair) await store.catalogue.updateTable(table).set(found).where('id', '=', row.id).execute()
    findings.push(repair ? { ...drifted, repaired: 'counted again' } : drifted)
  }
  return findings
}

/** Sizes that the catalogue keeps, against those of the files. */
export async function checkSizes(halley: Halley, options: CheckOptions): Promise<readonly Finding[]> {
  return (await Promise.all(tables.map((table) => checkTable(halley, table, options)))).flat()
}
