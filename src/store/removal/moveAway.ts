import { randomUUID } from 'node:crypto'
import type { OpenFolder } from './openFolder.ts'
import type { RemovalOptions } from './removalStep.ts'
import type { Neighbours } from './removalTarget.ts'
import { openPlace } from './storePlace.ts'

/**
 * Moves what is in one folder of the store to where it is removed, each under a name that nobody can guess; what is gone is left out.
 *
 * @param place where it is removed, from the root of the store
 */
export async function moveAway(root: OpenFolder, { folder, names }: Neighbours, place: string, { onStep }: RemovalOptions): Promise<void> {
  await using parent = await openPlace(root, folder)
  if (parent === undefined) return
  let left = await present(parent, names)
  // Again where another remover has cleared the place away meanwhile.
  while (left.length > 0) {
    await onStep?.('makeFolder')
    await using condemned = await openPlace(root, place, { isMade: true })
    for (const name of left) {
      await onStep?.('move')
      if (condemned !== undefined) await parent.move(name, condemned, randomUUID())
    }
    left = await present(parent, left)
  }
}

async function present(parent: OpenFolder, names: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const name of names) if ((await parent.stat(name)) !== undefined) found.push(name)
  return found
}
