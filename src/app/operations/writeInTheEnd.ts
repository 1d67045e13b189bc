import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../../fault/fault.ts'

const AGAIN_MS = 500

/** The catalogue could not take it, or did not say so: its disk is full, it is away, others are at it. */
function mayComeRight(error: unknown): boolean {
  if (!(error instanceof Refusal)) return false
  const { code, retryable } = error.fault
  return code === 'catalogue.outcomeUnknown' || (code.startsWith('catalogue.') && retryable)
}

async function tryAgain(write: () => Promise<unknown>): Promise<void> {
  for (;;) {
    // Does not keep the process: of one that has ended it is seen that it is gone.
    await sleep(AGAIN_MS, undefined, { ref: false })
    try {
      await write()
      return
    } catch (error) {
      if (!mayComeRight(error)) return
    }
  }
}

/**
 * Writes how work ended. Where the catalogue cannot take it now, it is tried again for as long as this process lives: a
 * process that is there is taken to be at what it has claimed, and nobody else would ever end it.
 *
 * @param write changes nothing where it was done before
 * @throws what the first attempt met
 */
export async function writeInTheEnd<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (mayComeRight(error)) void tryAgain(write)
    throw error
  }
}
