import { makeFault, type Fault } from '../../fault/fault.ts'
import type { ItemKind } from '../../lifecycle/state.ts'
import { runNameFault } from '../runs/runName.ts'

const maxLength = 120
/** One line without /, which stands between the names of a project and an item; no space at the ends, no - in front. */
const form = /^[^\s\p{C}/-][^\p{C}/]*(?<!\s)$/u

/** Why a text is no name for an item of a kind; null where it is one. Names of runs are names of directories too. */
export function itemNameFault(kind: ItemKind, name: string): Fault | null {
  if (kind === 'run') return runNameFault(name)
  if (form.test(name) && name.length <= maxLength) return null
  const message = `Name of a ${kind} ${JSON.stringify(name)}: expected 1 to ${maxLength} characters on one line, without /, no space or - in front.`
  return makeFault('item.name', message, { hint: 'Choose another name, such as LMC 2026.', data: { name } })
}
