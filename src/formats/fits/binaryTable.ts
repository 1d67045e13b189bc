import { refuse, settle, type Result } from '../../fault/fault.ts'
import type { ByteSource } from '../byteSource.ts'
import type { CatalogueColumn, CatalogueTable, CatalogueValues } from '../catalogueTable.ts'
import { walkHdus, type Hdu } from './hdu.ts'
import { readExactly } from './readExactly.ts'

/** Bytes of one element by its letter in TFORM (FITS 4.0, table 18). */
const elementBytes: Readonly<Record<string, number>> = { L: 1, B: 1, I: 2, J: 4, K: 8, A: 1, E: 4, D: 8, C: 8, M: 16, P: 8, Q: 16 }

interface Field {
  readonly name: string
  readonly unit: string
  readonly ucd: string
  readonly description: string
  readonly letter: string
  readonly repeat: number
  /** From the start of a row. */
  readonly offset: number
  readonly scale: number
  readonly zero: number
  /** The integer that stands for unknown. */
  readonly unknown: number | undefined
}

function widthOf(letter: string, repeat: number): number {
  return letter === 'X' ? Math.ceil(repeat / 8) : repeat * (elementBytes[letter] ?? 0)
}

function fieldsOf({ header }: Hdu): Field[] {
  const fields: Field[] = []
  let offset = 0
  for (let index = 1; index <= header.requireInteger('TFIELDS'); index++) {
    const form = (header.string(`TFORM${index}`) ?? '').trim()
    const [, count = '', letter = ''] =
      /^(\d*)([LXBIJKAEDCMPQ])/.exec(form) ?? header.refuseValue(`TFORM${index}`, 'a form of FITS such as 1D')
    const repeat = count === '' ? 1 : Number(count)
    fields.push({
      name: (header.string(`TTYPE${index}`) ?? '').trim() || `column_${index}`,
      unit: (header.string(`TUNIT${index}`) ?? '').trim(),
      ucd: (header.string(`TUCD${index}`) ?? '').trim(),
      description: (header.string(`TCOMM${index}`) ?? '').trim(),
      letter,
      repeat,
      offset,
      scale: header.number(`TSCAL${index}`) ?? 1,
      zero: header.number(`TZERO${index}`) ?? 0,
      unknown: 'BIJK'.includes(letter) ? header.number(`TNULL${index}`) : undefined,
    })
    offset += widthOf(letter, repeat)
  }
  return fields
}

/** Whether a column holds one value a row: those of arrays and of lists elsewhere in the file are left out. */
function isPlain({ letter, repeat }: Field): boolean {
  return letter === 'A' ? repeat > 0 : repeat === 1 && 'LBIJKED'.includes(letter)
}

type ReadCell = (view: DataView, at: number) => number

const readCell: Readonly<Record<string, ReadCell>> = {
  B: (view, at) => view.getUint8(at),
  I: (view, at) => view.getInt16(at),
  J: (view, at) => view.getInt32(at),
  E: (view, at) => view.getFloat32(at),
  D: (view, at) => view.getFloat64(at),
}

interface Rows {
  readonly view: DataView
  readonly rowBytes: number
  readonly rowCount: number
}

function* placesOf({ rowBytes, rowCount }: Rows, { offset }: Field): Generator<number, void, undefined> {
  for (let row = 0; row < rowCount; row++) yield row * rowBytes + offset
}

function textsOf(rows: Rows, field: Field): CatalogueValues {
  const bytes = Buffer.from(rows.view.buffer, rows.view.byteOffset, rows.view.byteLength)
  const of = Array.from(placesOf(rows, field), (at) => {
    const [text = ''] = bytes.toString('latin1', at, at + field.repeat).split('\0')
    return text.trimEnd() === '' ? null : text.trimEnd()
  })
  return { kind: 'text', of }
}

function flagsOf(rows: Rows, field: Field): CatalogueValues {
  const letters: Readonly<Record<number, number>> = { 0x54: 1, 0x46: 0 }
  return { kind: 'flag', of: Uint8Array.from(placesOf(rows, field), (at) => letters[rows.view.getUint8(at)] ?? 255) }
}

/** Integers of 64 bits as the numbers that they are, or as texts where a double cannot hold them all. */
function longsOf(rows: Rows, { zero, unknown, ...field }: Field): CatalogueValues {
  const longs = Array.from(placesOf(rows, { zero, unknown, ...field }), (at) => rows.view.getBigInt64(at))
  const nothing = unknown === undefined ? undefined : BigInt(unknown)
  const shift = field.scale === 1 && Number.isInteger(zero) ? BigInt(zero) : 0n
  const isWide = longs.some((long) => long !== nothing && (long + shift > 2n ** 53n || long + shift < -(2n ** 53n)))
  if (isWide && field.scale === 1) return { kind: 'text', of: longs.map((long) => (long === nothing ? null : String(long + shift))) }
  return { kind: 'number', of: Float64Array.from(longs, (long) => (long === nothing ? Number.NaN : Number(long) * field.scale + zero)) }
}

function valuesOf(rows: Rows, field: Field): CatalogueValues {
  if (field.letter === 'A') return textsOf(rows, field)
  if (field.letter === 'L') return flagsOf(rows, field)
  if (field.letter === 'K') return longsOf(rows, field)
  const read = readCell[field.letter]
  if (!read) throw new TypeError(`No reader for the form ${field.letter}`)
  const { scale, zero, unknown } = field
  const of = Float64Array.from(placesOf(rows, field), (at) => {
    const raw = read(rows.view, at)
    return raw === unknown ? Number.NaN : raw * scale + zero
  })
  return { kind: 'number', of }
}

async function firstTable(source: ByteSource): Promise<Hdu> {
  for await (const hdu of walkHdus(source)) {
    if (hdu.type === 'BINTABLE' && hdu.header.boolean('ZIMAGE') !== true) return hdu
  }
  return refuse('fits.noTable', `${source.name}: expected a binary table, found none.`, {
    hint: 'Give a catalogue as FITS binary table, VOTable or Parquet; stilts tcopy turns others into one.',
    data: { file: source.name },
  })
}

/**
 * Reads the first binary table of a FITS file (FITS 4.0, section 7.3): one value a row of each column; columns of arrays
 * are left out. Scaled columns have their scale, integers that stand for unknown are NaN.
 *
 * @returns `fits.noTable` for a file without one, `fits.truncated` and the like for one that is damaged
 */
export function readBinaryTable(source: ByteSource): Promise<Result<CatalogueTable>> {
  return settle(async () => {
    const hdu = await firstTable(source)
    const [rowBytes = 0, rowCount = 0] = hdu.axes
    const bytes = await readExactly(source, hdu.dataOffset, rowBytes * rowCount)
    const rows = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), rowBytes, rowCount }
    const fields = fieldsOf(hdu).filter(isPlain)
    const columns = fields.map((field): CatalogueColumn => ({
      name: field.name,
      unit: field.unit,
      ucd: field.ucd,
      description: field.description,
      values: valuesOf(rows, field),
    }))
    return { columns, rowCount }
  })
}
