import { leftTemporary } from '../../store/integrity/leftTemporary.ts'
import type { Halley } from '../halley.ts'
import type { CheckOptions } from './checkStore.ts'
import type { Finding } from './finding.ts'
import { setAside } from './setAside.ts'

/** Folders in `tmp/` that nobody will come back to. */
export async function checkTemporary(halley: Halley, options: CheckOptions): Promise<readonly Finding[]> {
  return setAside(halley, options, {
    check: 'temporary',
    words: 'What no operation will come back to',
    folders: await leftTemporary(halley.store),
  })
}
