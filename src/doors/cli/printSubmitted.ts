import type { Submitted } from '../../app/operations/submitOperation.ts'
import { shortId } from './operationLines.ts'
import { printLine } from './terminal.ts'

/** Says how to follow what a worker is to do. */
export function printSubmitted({ operationId }: Submitted): void {
  printLine('Queued, for a worker: ./halley worker')
  printLine(`Follow it: ./halley operations ${shortId(operationId)} --follow`)
}
