import { quarantine, unknownObjects, type Quarantined } from '../../store/integrity/unknownObjects.ts'
import type { Halley } from '../halley.ts'
import type { CheckOptions } from './checkStore.ts'
import { finding, type Finding } from './finding.ts'

function findingOf(moved: Quarantined): Finding {
  const { folder } = moved
  const found = finding('folders', 'leftover', `A folder that the catalogue does not know: ${folder}`, [folder])
  if ('target' in moved) return { ...found, repaired: `moved to ${moved.target}` }
  return { ...found, words: `${found.words}; it cannot be moved: ${moved.reason}.` }
}

/** Folders among the objects that the catalogue does not know: what a crash left, or what is newer than a backup. */
export async function checkFolders({ store, now }: Halley, { repair }: CheckOptions): Promise<readonly Finding[]> {
  const folders = await unknownObjects(store, 'nobodys')
  if (repair) return quarantine(store, folders, now()).map(findingOf)
  return folders.map((folder) => finding('folders', 'leftover', `A folder that the catalogue does not know: ${folder}`, [folder]))
}
