import { settle } from '../../../fault/fault.ts'
import type { Result } from '../../../fault/fault.ts'
import { fileMetadata } from '../fileMetadata.ts'
import type { ParquetWritten } from '../writeParquet.ts'
import type { CodedTableSpec, RowGroupColumn, RowGroupOf } from './codedTable.ts'
import { OutputFile } from './outputFile.ts'
import { fileStruct, rowGroupStruct } from './parquetStructs.ts'
import { RowGroupEncoder } from './rowGroupEncoder.ts'
import type { EncodedChunk } from './rowGroupEncoder.ts'
import type { ThriftValue } from './thriftCompact.ts'

const magic = Buffer.from('PAR1')

/**
 * Writes a table whose values repeat, and known where, as one Parquet file, with the same rows and metadata as by
 * `writeParquet`, but without searching them for what repeats. Each row group is encoded before the next is taken, so
 * that memory does not grow with the table and the source may use its buffers again. Equal input gives equal bytes.
 *
 * What the source throws is thrown here, or is the result where it is a refusal. A disk that refuses gives
 * `parquet.write`. No file remains of either.
 *
 * @see https://parquet.apache.org/docs/file-format/
 */
export function writeCodedParquet<S extends CodedTableSpec>(
  path: string,
  spec: S,
  rowGroups: Iterable<RowGroupOf<S>>,
): Promise<Result<ParquetWritten>> {
  return settle(async () => {
    const file = await OutputFile.create(path)
    try {
      const rows = await writeTable(file, spec, rowGroups)
      await file.close()
      return { rows, bytes: file.bytes }
    } catch (error) {
      await file.discard()
      throw error
    }
  })
}

async function writeTable(
  file: OutputFile,
  spec: CodedTableSpec,
  groups: Iterable<Readonly<Record<string, RowGroupColumn>>>,
): Promise<number> {
  const written: ThriftValue[] = []
  let rows = 0
  await file.append(magic)
  for (const group of groups) {
    const chunks = encodeRowGroup(spec, group)
    const rowsOfGroup = chunks[0].facts.rows
    if (rowsOfGroup === 0) continue
    written.push(
      rowGroupStruct(
        rowsOfGroup,
        chunks.map(({ facts }) => facts),
        file.bytes,
      ),
    )
    rows += rowsOfGroup
    for (const { parts } of chunks) for (const part of parts) await file.append(part)
  }
  const footer = fileStruct({ columns: spec.columns, rows, rowGroups: written, metadata: fileMetadata(spec) })
  await file.append(footer)
  await file.append(new Uint8Array(Uint32Array.of(footer.length).buffer))
  await file.append(magic)
  return rows
}

function encodeRowGroup(spec: CodedTableSpec, group: Readonly<Record<string, RowGroupColumn>>): EncodedChunk[] {
  const encoder = new RowGroupEncoder()
  const chunks = spec.columns.map((column) => encoder.encode(column, group[column.name]))
  for (const { facts } of chunks) {
    const { rows, column } = chunks[0].facts
    if (facts.rows !== rows) {
      throw new TypeError(`Column ${facts.column.name} of ${spec.name} has ${facts.rows} rows, ${column.name} has ${rows}.`)
    }
  }
  return chunks
}
