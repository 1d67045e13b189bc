import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: NodeJS.GCFunction | undefined

function collector(): NodeJS.GCFunction {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as NodeJS.GCFunction
}

/**
 * Gives back to the system what this process no longer needs, such as code that ran at its start alone: V8 looks for it
 * only while a program asks for more. It takes some tenths of a second, in which nothing else is done.
 */
export function giveMemoryBack(): void {
  collect ??= collector()
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
