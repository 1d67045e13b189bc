import { refuse } from '../../fault/fault.ts'
import type { ColumnSpec } from '../tables/column.ts'
import { LocalReader } from './localReader.ts'
import { ProcessReader, type ProcessReaderOptions } from './processReader.ts'
import type { SqlParameters } from './sqlParameters.ts'
import type { Block, TableReader, TableRow } from './tableReader.ts'
import { wantedSignal } from './whileWanted.ts'

export type { TableRow }

const localMemoryMb = 500

/** One in a process. A command that asks once, and a worker, read where they are; a server lets a process of its own read. */
let reader: TableReader = new LocalReader(localMemoryMb)

/**
 * From now on the tables that this process asks for are read in a process of its own.
 *
 * @returns what ends that process, after which tables are read here again
 */
export function readInProcess(options: ProcessReaderOptions): () => Promise<void> {
  const before = reader
  const made = new ProcessReader(options)
  reader = made
  return async () => {
    reader = before
    await made.close()
  }
}

/** Files may be deleted between the look into the catalogue and the reading. */
function refuseUnreadable(error: unknown): never {
  if (!(error instanceof Error) || !error.message.startsWith('IO Error')) throw error
  const [found = ''] = error.message.split('\n')
  return refuse('parquet.read', `Tables: expected files that can be read, found: ${found}.`, {
    hint: 'What they are of may have been deleted just now: look again. If it is still there, ./halley fsck says what is wrong.',
    retryable: true,
  })
}

/**
 * The rows of a statement over Parquet files. Values of users go in `parameters`, never into the text.
 *
 * @throws `Refusal` with `parquet.read` where files are not there any more, or cannot be read
 */
export function readTables(statement: string, parameters?: SqlParameters): Promise<TableRow[]> {
  return reader.rows({ statement, values: parameters?.values ?? [] }, wantedSignal()).catch(refuseUnreadable)
}

/**
 * The rows of a statement in blocks, for very many of them.
 *
 * @param columns what the statement gives, each by its `readExpression`
 * @param visit returns false to have no more
 */
export function visitTables(
  statement: string,
  parameters: SqlParameters,
  columns: readonly ColumnSpec[],
  visit: (block: Block) => boolean,
): Promise<void> {
  return reader.visit({ statement, values: parameters.values }, columns, visit, wantedSignal()).catch(refuseUnreadable)
}
