import type { Begun } from '../../app/purge/beginTrashPurge.ts'
import { finishPurge, performPurge, type PurgeOutcome } from '../../app/purge/performPurge.ts'
import type { Halley } from '../../app/halley.ts'
import { success, type Result } from '../../fault/fault.ts'
import { formatBytes } from '../../app/usage/formatBytes.ts'
import { progressDisplay } from './progressDisplay.ts'
import { printLine } from './terminal.ts'
import { interruptSignal } from './withHalley.ts'

/** A purge that has begun, and what came of it by now: null where a worker removes its files. */
export interface Purged {
  readonly purgeId: string
  readonly operationId: string | null
  readonly freedBytes: number | null
}

function purgedOf(operationId: string | null, { purgeId, freedBytes }: PurgeOutcome): Purged {
  return { purgeId, operationId, freedBytes }
}

async function withProgress<T>(quiet: boolean, work: (request: Parameters<typeof finishPurge>[2]) => Promise<T>): Promise<T> {
  const display = progressDisplay(quiet)
  try {
    return await work({ signal: interruptSignal(), onProgress: display.listen })
  } finally {
    display.close()
  }
}

/** Removes the files of a purge that has begun, with its progress, unless a worker is to do it. */
export async function runPurge(halley: Halley, { purgeId, operationId, operation }: Begun, quiet: boolean): Promise<Result<Purged>> {
  if (!operation) return success({ purgeId, operationId, freedBytes: null })
  const done = await withProgress(quiet, (request) => finishPurge(halley, operation, request))
  return done.ok ? success(purgedOf(operationId, done.value)) : done
}

/** Goes on with a purge that was interrupted or blocked. */
export async function resumePurge(halley: Halley, purgeId: string, quiet: boolean): Promise<Result<Purged>> {
  const done = await withProgress(quiet, (request) => performPurge(halley, purgeId, request))
  return done.ok ? success(purgedOf(null, done.value)) : done
}

export function printPurged({ operationId, freedBytes }: Purged): void {
  if (freedBytes === null) printLine(`A worker removes the files: ./halley operations ${operationId ?? ''} --follow`)
  else printLine(freedBytes === 0 ? 'Deleted permanently. It had no files.' : `Deleted permanently: ${formatBytes(freedBytes)} are free.`)
}
