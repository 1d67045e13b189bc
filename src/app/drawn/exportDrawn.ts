import { resolve } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import type { DrawnKind } from '../../store/catalogue/drawn.ts'
import type { CopiedFile } from '../../store/samples/copyOut.ts'
import { copyOut } from '../../store/samples/copyOut.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { rightFault } from '../items/rightFault.ts'
import { performOperation } from '../operations/performOperation.ts'
import { threadDuckDb } from '../process/threadDuckDb.ts'
import { beginUses } from './beginUses.ts'
import { drawnFolder } from './drawnFolder.ts'

export interface DrawnExport {
  /** A new or an empty folder. */
  readonly to: string
  /** Tables as CSV instead of Parquet. */
  readonly asCsv: boolean
  readonly signal: AbortSignal
}

export interface ExportedDrawn {
  readonly name: string
  readonly folder: string
  readonly files: readonly CopiedFile[]
}

/**
 * Copies the files of a sample or an analysis, named by its name, `PROJECT/NAME` or id, to a folder of the user.
 *
 * @returns `directory.notEmpty` where the folder has something in it, `export.write`, `interrupted`
 */
export async function exportDrawn(halley: Halley, kind: DrawnKind, nameOrId: string, request: DrawnExport): Promise<Result<ExportedDrawn>> {
  const found = await findItem(halley, kind, nameOrId)
  if (!found.ok) return found
  const { id, name } = found.value
  const denied = await rightFault(halley, 'export', id)
  if (denied) return failure(denied)
  const source = drawnFolder(halley, kind, id)
  const { asCsv, signal } = request
  const to = resolve(request.to)
  const operation = { kind: 'export', run: null, subjectId: id, request: { to, asCsv }, threads: 1, signal } as const
  return performOperation(halley, operation, async ({ attempt, stop }) => {
    const used = await beginUses(halley, attempt.claim.id, [id], `export of ${kind} ${name}`)
    if (!used.ok) return used
    const files = await copyOut(await threadDuckDb(), source, { to, asCsv, isStopped: () => stop.aborted })
    return files.ok ? success({ name, folder: to, files: files.value }) : files
  })
}
