import { readlinkSync, unlinkSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'

const { PRIORITY_BELOW_NORMAL } = constants.priority

interface UnlinkOrder {
  readonly ticket: number
  readonly entry: Uint8Array
}

/** Null where it is gone. */
export interface UnlinkReply {
  readonly ticket: number
  readonly refusal: { readonly code: string; readonly syscall: string; readonly message: string } | null
}

/**
 * Not to the lowest priority, with which it would hardly go on where the machine is busy. Linux gives every thread one of
 * its own, by its number; elsewhere it stays as it is.
 */
function yieldToOthers(): void {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), Math.max(getPriority(), PRIORITY_BELOW_NORMAL))
  } catch {
    // It works as well, less quietly.
  }
}

function refusalOf(error: unknown): UnlinkReply['refusal'] {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error
  return { code: String(error.code), syscall: String(error.syscall), message: error.message }
}

function unlinkNow(entry: Uint8Array): UnlinkReply['refusal'] {
  try {
    unlinkSync(Buffer.from(entry))
    return null
  } catch (error) {
    return refusalOf(error)
  }
}

yieldToOthers()
parentPort?.on('message', ({ ticket, entry }: UnlinkOrder) => {
  const reply: UnlinkReply = { ticket, refusal: unlinkNow(entry) }
  parentPort?.postMessage(reply, [])
})
