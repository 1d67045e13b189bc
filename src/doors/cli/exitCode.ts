import type { FaultKind } from '../../app/contract/faultKind.ts'
import { faultKind } from '../../app/contract/faultKind.ts'
import type { Fault } from '../../fault/fault.ts'

/** Exit codes of every command. 1 is a bug of Halley; commander itself uses {@link usageExitCode} for a wrong command line. */
export const usageExitCode = 2

/** Input or configuration with errors. */
export const inputExitCode = 3

const exitCodeByKind: Readonly<Record<FaultKind, number>> = {
  input: inputExitCode,
  notFound: 4,
  conflict: 5,
  environment: 6,
  denied: 7,
  interrupted: 130,
}

export function exitCodeOf(fault: Pick<Fault, 'code'>): number {
  return exitCodeByKind[faultKind(fault.code)]
}

/** The lines that end the help of every command. */
export const exitCodeHelp = `Exit codes: 0 done, 1 a bug in Halley, 2 wrong command line, 3 bad input or configuration, 4 not found,
5 not possible in the present state, 6 disk, permission or database, 7 not allowed, 130 interrupted.`
