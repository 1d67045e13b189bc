import { quarantine, type Quarantined } from '../../store/integrity/quarantine.ts'
import type { Halley } from '../halley.ts'
import type { CheckOptions } from './checkStore.ts'
import { finding, type CheckName, type Finding } from './finding.ts'

interface Leftovers {
  readonly check: CheckName
  readonly words: string
  readonly folders: readonly string[]
}

/** Tells of folders that nothing needs and, where a repair is asked for, moves them to `quarantine/`. */
export function setAside({ store, now }: Halley, { repair }: CheckOptions, { check, words, folders }: Leftovers): readonly Finding[] {
  const findingOf = (folder: string) => finding(check, 'leftover', `${words}: ${folder}`, [folder])
  const conclude = (moved: Quarantined): Finding => {
    const found = findingOf(moved.folder)
    if ('target' in moved) return { ...found, repaired: `moved to ${moved.target}` }
    return { ...found, words: `${found.words}; it cannot be moved: ${moved.reason}` }
  }
  return repair ? quarantine(store, folders, now()).map(conclude) : folders.map(findingOf)
}
