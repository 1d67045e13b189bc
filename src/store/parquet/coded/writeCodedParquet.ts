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
 * that the source may use its buffers again, and written while the next is encoded, so that memory holds two at most.
 * Equal input gives equal bytes.
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
  const write = async (chunks: readonly EncodedChunk[]) => {
    const facts = chunks.map((chunk) => chunk.facts)
    const rowsOfGroup = facts[0].rows
    if (rowsOfGroup === 0) return
    written.push(rowGroupStruct(rowsOfGroup, facts, file.bytes))
    rows += rowsOfGroup
    for (const { parts } of chunks) for (const part of parts) await file.append(part)
  }
  await file.append(magic)
  await oneBehind(encodedRowGroups(spec, groups), write)
  const footer = fileStruct({ columns: spec.columns, rows, rowGroups: written, metadata: fileMetadata(spec) })
  await file.append(footer)
  await file.append(new Uint8Array(Uint32Array.of(footer.length).buffer))
  await file.append(magic)
  return rows
}

function* encodedRowGroups(spec: CodedTableSpec, groups: Iterable<Readonly<Record<string, RowGroupColumn>>>) {
  for (const group of groups) yield encodeRowGroup(spec, group)
}

/** Uses what the promises give in turn, taking the next promise meanwhile. Nothing is used any more when this ends. */
async function oneBehind<T>(promises: Iterable<Promise<T>>, use: (value: T) => Promise<void>): Promise<void> {
  let last: Promise<void> = Promise.resolve()
  try {
    for (const promise of promises) {
      const before = last
      last = Promise.all([promise, before]).then(([value]) => use(value))
      await before
    }
  } finally {
    await Promise.allSettled([last])
  }
  await last
}

async function encodeRowGroup(spec: CodedTableSpec, group: Readonly<Record<string, RowGroupColumn>>): Promise<EncodedChunk[]> {
  const encoder = new RowGroupEncoder()
  const chunks = await Promise.all(spec.columns.map((column) => encoder.encode(column, group[column.name])))
  for (const { facts } of chunks) {
    const { rows, column } = chunks[0].facts
    if (facts.rows !== rows) {
      throw new TypeError(`Column ${facts.column.name} of ${spec.name} has ${facts.rows} rows, ${column.name} has ${rows}.`)
    }
  }
  return chunks
}
