import type { Fault } from '../../fault/fault.ts'
import { makeFault } from '../../fault/fault.ts'

const MAX_LENGTH = 64
const form = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/
/** Folders of `runs/` that are not runs. */
const reserved = ['images']

/** Why a text is no name for a run; null when it is one. */
export function runNameFault(name: string): Fault | null {
  if (form.test(name) && name.length <= MAX_LENGTH && !reserved.includes(name)) return null
  const reason = reserved.includes(name) ? 'a name that Halley uses itself' : 'another text'
  return makeFault(
    'run.name',
    `Run name ${JSON.stringify(name)}: expected letters, digits, ., _ and -, at most ${MAX_LENGTH}, found ${reason}.`,
    {
      hint: 'Choose another name, such as lmc-2026.',
      data: { name },
    },
  )
}
