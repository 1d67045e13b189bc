import { unknownObjects } from '../../store/integrity/unknownObjects.ts'
import type { Halley } from '../halley.ts'
import type { CheckOptions } from './checkStore.ts'
import type { Finding } from './finding.ts'
import { setAside } from './setAside.ts'

/** Folders and files among the objects that the catalogue does not know: what a crash left, or what is newer than a backup. */
export async function checkFolders(halley: Halley, options: CheckOptions): Promise<readonly Finding[]> {
  const folders = await unknownObjects(halley.store, 'nobodys')
  return setAside(halley, options, { check: 'folders', words: 'The catalogue does not know', folders })
}
