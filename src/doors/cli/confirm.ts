import { createInterface } from 'node:readline/promises'
import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'

export interface Question {
  /** What would be done, as a question: "Restore run lmc to version 2?" */
  readonly text: string
  /** What is to be typed; default: y or yes. */
  readonly expected?: string
  /** The command line that does it without being asked. */
  readonly command: string
}

function notConfirmed({ command }: Question): Fault {
  return makeFault('confirm.missing', 'Expected a confirmation, found no terminal to ask on. Nothing was changed.', {
    hint: `To do it: ${command}`,
  })
}

const broken: Fault = makeFault('interrupted', 'Interrupted at the question. Nothing was changed.', {
  hint: 'Start it again to be asked again.',
})

const declined: Fault = makeFault('confirm.declined', 'Not confirmed. Nothing was changed.', { hint: 'Start it again to be asked again.' })

/** Asks on the terminal; where there is none, refuses with the command that needs no answer. */
export async function confirm(question: Question, signal?: AbortSignal): Promise<Result<void>> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return failure(notConfirmed(question))
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const { text, expected } = question
  try {
    const asked = expected === undefined ? `${text} [y/N] ` : `${text}\nType ${expected} to go on: `
    const answer = (await terminal.question(asked, signal ? { signal } : {})).trim()
    const agrees = expected === undefined ? /^y(es)?$/i.test(answer) : answer === expected
    return agrees ? success(undefined) : failure(declined)
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return failure(broken)
    throw error
  } finally {
    terminal.close()
  }
}
