import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import type { DrawnKind } from '../../store/catalogue/drawn.ts'
import { openDrawnFile, type OpenedFile } from '../../store/samples/drawnFiles.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { rightFault } from '../items/rightFault.ts'
import { threadDuckDb } from '../process/threadDuckDb.ts'
import { drawnFolder } from './drawnFolder.ts'

export interface WantedFile {
  readonly file: string
  /** A table as CSV instead of Parquet. */
  readonly asCsv: boolean
}

export interface SentFile extends OpenedFile {
  readonly itemName: string
}

/** Opens a file of a sample or an analysis that a user names, to be sent away. @returns the faults of finding it, `file.missing`, `file.type` */
export async function openDrawn(halley: Halley, kind: DrawnKind, nameOrId: string, { file, asCsv }: WantedFile): Promise<Result<SentFile>> {
  const found = await findItem(halley, kind, nameOrId)
  if (!found.ok) return found
  const denied = await rightFault(halley, 'export', found.value.id)
  if (denied) return failure(denied)
  const csv = asCsv ? { scratch: halley.scratch, duckDb: threadDuckDb } : null
  const opened = await openDrawnFile(drawnFolder(halley, kind, found.value.id), file, { csv })
  return opened.ok ? success({ ...opened.value, itemName: found.value.name }) : opened
}
