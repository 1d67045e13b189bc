import { sqlLiteral, sqlName } from '../parquet/duckDb.ts'
import type { ColumnSpec, TableSpec } from '../tables/column.ts'

/** A file of text with a line for each row, which DuckDB writes as a value of SQL. */
export interface TextFormat {
  readonly head: (table: TableSpec) => string
  /** The line of a row, as an expression of SQL. */
  readonly line: (columns: readonly ColumnSpec[]) => string
  readonly foot: string
}

function joined(parts: readonly string[], separator: string): string {
  return `concat_ws(${sqlLiteral(separator)}, ${parts.join(', ')})`
}

/** The value of a column as text, nothing where it is unknown; times as in ISO 8601, UTC whatever the zone of the host. */
function plainText({ name, type }: ColumnSpec): string {
  const column = sqlName(name)
  const text =
    type === 'timestamp' ? `replace(CAST(make_timestamp(epoch_us(${column})) AS VARCHAR), ' ', 'T')` : `CAST(${column} AS VARCHAR)`
  return `coalesce(${text}, '')`
}

/** RFC 4180: texts in quotation marks, the inner ones twice. */
function csvCell(column: ColumnSpec): string {
  return column.type === 'string' ? `'"' || replace(${plainText(column)}, '"', '""') || '"'` : plainText(column)
}

function csvName({ name }: ColumnSpec): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name
}

const csv: TextFormat = {
  head: ({ columns }) => `${columns.map(csvName).join(',')}\n`,
  line: (columns) => joined(columns.map(csvCell), ','),
  foot: '',
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const voDatatype: Readonly<Record<ColumnSpec['type'], string>> = {
  int64: 'datatype="long"',
  int32: 'datatype="int"',
  int16: 'datatype="short"',
  float64: 'datatype="double"',
  float32: 'datatype="float"',
  boolean: 'datatype="boolean"',
  string: 'datatype="unicodeChar" arraysize="*"',
  timestamp: 'datatype="char" arraysize="*" xtype="timestamp"',
}

function voField({ name, type, unit, ucd, description }: ColumnSpec): string {
  const attributes = [unit ? ` unit="${xmlText(unit)}"` : '', ucd ? ` ucd="${xmlText(ucd)}"` : ''].join('')
  const frame = ucd?.startsWith('pos.eq') ? ' ref="icrs"' : ''
  return `<FIELD name="${xmlText(name)}" ${voDatatype[type]}${attributes}${frame}><DESCRIPTION>${xmlText(description)}</DESCRIPTION></FIELD>`
}

function voCell(column: ColumnSpec): string {
  if (column.type === 'boolean') return `CASE ${sqlName(column.name)} WHEN true THEN 'T' WHEN false THEN 'F' ELSE '' END`
  if (column.type !== 'string') return plainText(column)
  const printable = `regexp_replace(${plainText(column)}, '[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]', '?', 'g')`
  return `replace(replace(replace(${printable}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')`
}

/** VOTable 1.4 with its cells as text. @see https://www.ivoa.net/documents/VOTable/20191021/ */
const votable: TextFormat = {
  head: ({ name, columns }) =>
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">',
      `<RESOURCE name="${xmlText(name)}" type="results">`,
      '<INFO name="QUERY_STATUS" value="OK"/>',
      '<COOSYS ID="icrs" system="ICRS"/>',
      `<TABLE name="${xmlText(name)}">`,
      ...columns.map(voField),
      '<DATA><TABLEDATA>\n',
    ].join('\n'),
  line: (columns) => `'<TR><TD>' || ${joined(columns.map(voCell), '</TD><TD>')} || '</TD></TR>'`,
  foot: '</TABLEDATA></DATA>\n</TABLE>\n</RESOURCE>\n</VOTABLE>\n',
}

const regionArcsec = 10

/** @see https://ds9.si.edu/doc/ref/region.html */
const ds9: TextFormat = {
  head: () => '# Region file format: DS9 version 4.1\nglobal color=cyan width=1\nicrs\n',
  line: () =>
    `'circle(' || wavg_ra || ',' || wavg_dec || ',${regionArcsec}") # text={' || replace(replace(name, '{', '('), '}', ')') || '}'`,
  foot: '',
}

/** CASA region text format, which CARTA reads too. @see https://casadocs.readthedocs.io/en/stable/notebooks/image_analysis.html */
const crtf: TextFormat = {
  head: () => '#CRTFv0 CASA Region Text Format version 0\nglobal coord=ICRS, color=cyan, linewidth=1\n',
  line: () => `'circle[[' || wavg_ra || 'deg, ' || wavg_dec || 'deg], ${regionArcsec}arcsec] label="' || replace(name, '"', '''') || '"'`,
  foot: '',
}

export const textFormats = { csv, votable, ds9, crtf } as const satisfies Readonly<Record<string, TextFormat>>

export type TextFormatName = keyof typeof textFormats
