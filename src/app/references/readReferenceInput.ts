import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { failure, makeFault, settle, success, type Result } from '../../fault/fault.ts'
import type { CatalogueTable } from '../../formats/catalogueTable.ts'
import { readBinaryTable } from '../../formats/fits/binaryTable.ts'
import { catalogueOfVoTable } from '../../formats/votable/catalogue.ts'
import { readVoTable } from '../../formats/votable/read.ts'
import { openFileSource, type FileSource } from '../../store/files/fileByteSource.ts'
import { inflateToScratch } from '../../store/files/inflateToScratch.ts'
import type { Root } from '../../store/files/roots.ts'
import { columnsOfParquet, writeCatalogue } from '../../store/references/referenceFile.ts'
import type { DescribedColumn } from './positionColumns.ts'

/** A catalogue as a Parquet file: its own, or one that was made of it. */
export interface ReferenceInput {
  readonly path: string
  readonly columns: readonly DescribedColumn[]
  /** Whether it was made for this, and goes when it was read. */
  readonly isMade: boolean
}

/** A file, and the roots that it has to be inside; none: anywhere. */
interface InputFile {
  readonly path: string
  readonly roots: readonly Root[] | undefined
}

/** Names that SQL tells apart: it takes `RA` and `ra` for one. */
function toldApart(table: CatalogueTable): CatalogueTable {
  const taken = new Set<string>()
  const columns = table.columns.map((column) => {
    let name = column.name
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${column.name}_${count}`
    taken.add(name.toLowerCase())
    return { ...column, name }
  })
  return { ...table, columns }
}

const typeOf = { number: 'DOUBLE', flag: 'BOOLEAN', text: 'VARCHAR' } as const

async function asParquet(read: CatalogueTable, scratch: string): Promise<Result<ReferenceInput>> {
  const table = toldApart(read)
  const path = join(scratch, `${randomUUID()}.parquet`)
  const written = await writeCatalogue(path, table, scratch)
  if (!written.ok) return written
  const columns = table.columns.map(({ name, unit, ucd, description, values }) => ({
    name,
    type: typeOf[values.kind],
    unit,
    ucd,
    description,
  }))
  return success({ path, columns, isMade: true })
}

async function parquetInput(path: string, scratch: string): Promise<Result<ReferenceInput>> {
  const columns = await columnsOfParquet(path, scratch)
  if (!columns.ok) return columns
  return success({ path, columns: columns.value.map((column) => ({ ...column, unit: '', ucd: '', description: '' })), isMade: false })
}

function unknownFormat(path: string): Result<never> {
  return failure(
    makeFault('reference.format', `${path}: expected a VOTable, a FITS table or a Parquet file, found none of these.`, {
      hint: 'stilts tcopy turns other tables into one.',
      data: { path },
    }),
  )
}

async function readSource(path: string, source: FileSource, scratch: string): Promise<Result<ReferenceInput>> {
  const head = await settle(async () => Buffer.from(await source.read(0, 512)).toString('latin1'))
  if (!head.ok) return head
  if (head.value.startsWith('PAR1')) return parquetInput(source.name, scratch)
  if (head.value.startsWith('SIMPLE  =')) {
    const table = await readBinaryTable({ ...source, name: path })
    return table.ok ? asParquet(table.value, scratch) : table
  }
  if (!/^(?:ï»¿)?\s*</.test(head.value)) return unknownFormat(path)
  const bytes = await settle(() => source.read(0, source.byteLength))
  if (!bytes.ok) return bytes
  const table = readVoTable(path, bytes.value)
  return table.ok ? asParquet(catalogueOfVoTable(table.value), scratch) : table
}

/** Reads a catalogue by what it is, whatever it is called; a `.gz` is inflated first. @returns the faults of its file and its format */
export async function readReferenceInput({ path, roots }: InputFile, scratch: string): Promise<Result<ReferenceInput>> {
  const plain = path.endsWith('.gz') ? await inflateToScratch(path, scratch, { roots }) : success(path)
  if (!plain.ok) return plain
  const source = await openFileSource(plain.value, plain.value === path ? roots : undefined)
  if (!source.ok) return source
  try {
    return await readSource(path, source.value, scratch)
  } finally {
    await source.value.close()
  }
}
