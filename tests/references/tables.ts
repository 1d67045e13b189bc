// The same small catalogue in every format that there is a reader for.
import { writeFileSync } from 'node:fs'

export interface Entry {
  readonly name: string
  readonly raDeg: number
  readonly decDeg: number
  /** Null: unknown. */
  readonly fluxMjy: number | null
  /** More digits than a double holds. */
  readonly gaia: bigint
}

function card(keyword: string, value: string): string {
  return `${keyword.padEnd(8)}= ${value}`.padEnd(80)
}

function block(text: string): Buffer {
  return Buffer.from(text.padEnd(Math.ceil(text.length / 2880) * 2880), 'latin1')
}

const primary = block([card('SIMPLE', 'T'), card('BITPIX', '8'), card('NAXIS', '0'), 'END'.padEnd(80)].join(''))

const forms = [
  ['source', '16A', ''],
  ['ra', '1D', 'deg'],
  ['dec', '1D', 'deg'],
  ['flux', '1J', 'mJy'],
  ['gaia', '1K', ''],
  ['spectrum', '3E', 'Jy'],
] as const
const rowBytes = 16 + 8 + 8 + 4 + 8 + 12
const unknown = -99
const scale = 0.001

function rowOf({ name, raDeg, decDeg, fluxMjy, gaia }: Entry): Buffer {
  const row = Buffer.alloc(rowBytes)
  row.write(name.padEnd(16), 0, 'latin1')
  row.writeDoubleBE(raDeg, 16)
  row.writeDoubleBE(decDeg, 24)
  row.writeInt32BE(fluxMjy === null ? unknown : Math.round(fluxMjy / scale), 32)
  row.writeBigInt64BE(gaia, 36)
  return row
}

/** Behind an empty primary and an image, as a table of a pipeline would be; with a scale, an unknown and a column of arrays. */
export function writeFits(path: string, entries: readonly Entry[]): string {
  const columns = forms.flatMap(([name, form, unit], index) => [
    card(`TTYPE${index + 1}`, `'${name}'`),
    card(`TFORM${index + 1}`, `'${form}'`),
    card(`TUNIT${index + 1}`, `'${unit}'`),
  ])
  const header = [
    card('XTENSION', "'BINTABLE'"),
    card('BITPIX', '8'),
    card('NAXIS', '2'),
    card('NAXIS1', String(rowBytes)),
    card('NAXIS2', String(entries.length)),
    card('PCOUNT', '0'),
    card('GCOUNT', '1'),
    card('TFIELDS', String(forms.length)),
    ...columns,
    card('TSCAL4', String(scale)),
    card('TNULL4', String(unknown)),
    'END'.padEnd(80),
  ]
  const rows = Buffer.concat(entries.map(rowOf))
  const image = block(
    [card('XTENSION', "'IMAGE'"), card('BITPIX', '8'), card('NAXIS', '0'), card('PCOUNT', '0'), card('GCOUNT', '1'), 'END'.padEnd(80)].join(
      '',
    ),
  )
  writeFileSync(path, Buffer.concat([primary, image, block(header.join('')), rows, Buffer.alloc((2880 - (rows.length % 2880)) % 2880)]))
  return path
}

function sexagesimal(value: number, digits: number): string {
  const units = Math.round(Math.abs(value) * 3600 * 10 ** digits)
  const seconds = ((units % (60 * 10 ** digits)) / 10 ** digits).toFixed(digits)
  const minutes = Math.floor(units / (60 * 10 ** digits)) % 60
  return `${value < 0 ? '-' : ''}${Math.floor(units / (3600 * 10 ** digits))}:${minutes}:${seconds}`
}

/** Positions as texts, in hours and degrees. */
export function writeVoTable(path: string, entries: readonly Entry[]): string {
  const rows = entries.map(
    ({ name, raDeg, decDeg, fluxMjy, gaia }) =>
      `<TR><TD>${name}</TD><TD>${sexagesimal(raDeg / 15, 6)}</TD><TD>${sexagesimal(decDeg, 5)}</TD><TD>${fluxMjy ?? ''}</TD><TD>${gaia}</TD></TR>`,
  )
  writeFileSync(
    path,
    `<?xml version="1.0"?><VOTABLE version="1.4"><RESOURCE><TABLE>
    <FIELD name="source" datatype="char" arraysize="*" ucd="meta.id;meta.main"/>
    <FIELD name="alpha" datatype="char" arraysize="*" ucd="pos.eq.ra;meta.main"/>
    <FIELD name="delta" datatype="char" arraysize="*" ucd="pos.eq.dec;meta.main"/>
    <FIELD name="flux" datatype="double" unit="mJy"/><FIELD name="gaia" datatype="long"/>
    <DATA><TABLEDATA>${rows.join('\n')}</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>`,
  )
  return path
}
