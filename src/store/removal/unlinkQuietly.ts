import { readlinkSync, unlinkSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'

interface UnlinkOrder {
  readonly ticket: number
  readonly entry: Uint8Array
}

/** Null where it is gone. */
export interface UnlinkReply {
  readonly ticket: number
  readonly refusal: { readonly code: string; readonly syscall: string; readonly message: string } | null
}

/** Linux gives every thread a priority of its own, by its number; elsewhere it stays as it is. */
function yieldToOthers(): void {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), constants.priority.PRIORITY_LOW)
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
