import { quarantine, unknownObjects } from '../../store/integrity/unknownObjects.ts'
import type { Halley } from '../halley.ts'
import type { CheckOptions } from './checkStore.ts'
import { finding, type Finding } from './finding.ts'

/** Folders among the objects that the catalogue does not know: what a crash left, or what is newer than a backup. */
export async function checkFolders({ store, now }: Halley, { repair }: CheckOptions): Promise<readonly Finding[]> {
  const folders = await unknownObjects(store)
  const moved = repair ? quarantine(store, folders, now()) : []
  return folders.map((folder, index) => {
    const found = finding('folders', 'leftover', `A folder that the catalogue does not know: ${folder}`, [folder])
    const target = moved[index]
    return target === undefined ? found : { ...found, repaired: `moved to ${target}` }
  })
}
