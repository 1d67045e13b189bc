import { refuse, Refusal } from '../../fault/fault.ts'
import type { Claim } from '../catalogue/operations.ts'

/** Runs work on the disk; what the system refuses becomes a `Refusal` (`publish.disk`). */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    return refuse('publish.disk', `The store could not take the files: ${error.message}.`, {
      hint: "Check that the store's disk has room and is healthy, then process again; what was shown before still is.",
      retryable: true,
    })
  }
}

/** Clears up after the transaction: what was published stays so even where that fails, and the next sweep tries again. */
export async function afterCommit(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refusal || (error instanceof Error && 'syscall' in error))) throw error
  }
}

export function refuseSuperseded(claim: Claim): never {
  refuse(
    'publish.superseded',
    `Operation ${claim.id}: expected attempt ${claim.attempt} to be running still, found it cancelled or taken over.`,
    {
      hint: 'Nothing was published. Look at the operation to see who goes on with it.',
      data: { operation: claim.id, attempt: claim.attempt },
    },
  )
}
