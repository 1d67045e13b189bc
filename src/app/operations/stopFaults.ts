import type { Fault } from '../../fault/fault.ts'
import { makeFault } from '../../fault/fault.ts'

/* Why work on an operation stops before it is done. */

/** The user who watches it stops it. */
export const interrupted: Fault = makeFault('interrupted', 'Interrupted; what was shown before is still shown.', {
  hint: 'Start it again when you like: images that were ingested are kept.',
  retryable: true,
})

/** Somebody cancelled it, from whatever process. */
export const cancelled: Fault = makeFault('interrupted.cancelled', 'Cancelled; what was shown before is still shown.', {
  hint: 'Start it again when you like: images that were ingested are kept.',
  retryable: true,
})

/** The worker is told to stop. */
export const handedBack: Fault = makeFault('interrupted.handedBack', 'Handed back: this worker stops, another goes on with it.', {
  hint: './halley operations shows who is at work.',
  retryable: true,
})

export const superseded: Fault = makeFault('run.superseded', 'Stopped: another process took this operation for dead and goes on with it.', {
  hint: 'Nothing was published here. ./halley operations shows who is at work.',
  retryable: true,
})

/** What is written down of an error that is no refusal. */
export function bugFault(error: unknown): Fault {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return makeFault('bug', message, { hint: 'This is an error in Halley: please report it with the log of the run.' })
}
