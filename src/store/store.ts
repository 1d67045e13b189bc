import { join } from 'node:path'
import { success, type Result } from '../fault/fault.ts'
import { openSqliteCatalogue, type Catalogue } from './catalogue/openCatalogue.ts'
import { openHome, refuseNetworkFileSystem } from './home.ts'
import { storePaths, type StorePaths } from './paths.ts'

/** An open store: everything in this room that needs the disk or the catalogue takes it. */
export interface Store {
  readonly id: string
  readonly paths: StorePaths
  readonly catalogue: Catalogue
  close(): Promise<void>
}

/**
 * Opens the store at `home`, made where there is none, with its embedded catalogue at the newest schema.
 *
 * @returns faults `store.*` of the folder, `catalogue.newer` of the catalogue; nothing is changed then
 */
export async function openStore(home: string): Promise<Result<Store>> {
  const folder = openHome(home)
  if (!folder.ok) return folder
  const local = refuseNetworkFileSystem(folder.value)
  if (!local.ok) return local
  const catalogue = await openSqliteCatalogue(join(folder.value.path, 'catalogue.sqlite'))
  if (!catalogue.ok) return catalogue
  return success({
    id: folder.value.id,
    paths: storePaths(folder.value.path),
    catalogue: catalogue.value,
    close: () => catalogue.value.destroy(),
  })
}
