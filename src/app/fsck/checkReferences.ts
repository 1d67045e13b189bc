import { statSync } from 'node:fs'
import { referenceCatalogues } from '../../store/catalogue/referenceCatalogues.ts'
import type { Halley } from '../halley.ts'
import { finding, type Finding } from './finding.ts'

/** Reference catalogues whose file is gone: sources are compared with them no more. */
export async function checkReferences({ store }: Halley): Promise<readonly Finding[]> {
  const rows = await referenceCatalogues(store.catalogue)
  return rows.flatMap(({ id, name, fileName }) => {
    const path = store.paths.referenceCatalogue(id)
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) return []
    const words = `The file of the reference catalogue ${name} is missing: ./halley catalogue remove "${name}", then add ${fileName} again.`
    return [finding('references', 'damage', words, [path])]
  })
}
