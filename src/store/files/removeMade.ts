import { basename, dirname } from 'node:path'
import { refuse } from '../../fault/fault.ts'
import { OpenFolder } from '../removal/openFolder.ts'
import { removeFolder } from '../removal/removeTree.ts'

/**
 * Removes a folder that Halley made and wrote alone, with the plain files in it. What is gone already is success, so it
 * can be repeated after a crash, and done by two processes at once. Links are not followed: anything that is neither a plain file nor a folder of the same
 * disk stops it with a `Refusal` (`store.unexpectedEntry`, `removal.otherMount`), for Halley made no such thing there.
 */
export async function removeMade(path: string): Promise<void> {
  await using parent = await OpenFolder.at(dirname(path))
  const found = await parent?.stat(basename(path))
  if (parent === undefined || found === undefined) return
  if (!found.isDirectory()) refuseEntry(path)
  await removeFolder(parent, basename(path), { removed: { entries: 0, bytes: 0 }, onStranger: refuseEntry })
}

function refuseEntry(path: string): never {
  refuse('store.unexpectedEntry', `${path}: expected a plain file or a folder that Halley made, found something else; it was left alone.`, {
    hint: 'Look at it, move it out of the store, and try again.',
    data: { path },
  })
}
