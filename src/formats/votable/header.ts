/** A column as the header describes it; blank attributes are left out. */
export interface HeaderColumn {
  readonly name: string
  /** VOTable datatype: `double`, `long`, `boolean`, `char` ... */
  readonly datatype: string
  /** `*` for text of any length; '' for one value. */
  readonly arraysize: string
  readonly unit: string
  readonly ucd: string
  readonly description: string
}

export interface HeaderTable {
  readonly name: string
  readonly description: string
  readonly columns: readonly HeaderColumn[]
}

/**
 * A VOTable 1.4 document that describes one table and holds none of its data: what VOParquet stores in a Parquet file
 * under `IVOA.VOTable-Parquet.content` (IVOA Note VOParquet 1.0, 2025-01-14, section 2).
 *
 * Characters that XML cannot hold become U+FFFD.
 */
export function votableHeader(table: HeaderTable): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">',
    '  <RESOURCE>',
    `    <TABLE${attribute('name', table.name)}>`,
    ...description('      ', table.description),
    ...table.columns.flatMap(field),
    '    </TABLE>',
    '  </RESOURCE>',
    '</VOTABLE>',
    '',
  ].join('\n')
}

function field(column: HeaderColumn): string[] {
  const attributes = [
    attribute('name', column.name),
    attribute('datatype', column.datatype),
    attribute('arraysize', column.arraysize),
    attribute('unit', column.unit),
    attribute('ucd', column.ucd),
  ].join('')
  if (column.description === '') return [`      <FIELD${attributes}/>`]
  return [`      <FIELD${attributes}>`, ...description('        ', column.description), '      </FIELD>']
}

function description(indent: string, text: string): string[] {
  return text === '' ? [] : [`${indent}<DESCRIPTION>${escaped(text)}</DESCRIPTION>`]
}

function attribute(name: string, value: string): string {
  return value === '' ? '' : ` ${name}="${escaped(value)}"`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"\t\n\r]/g, (character) => entities[character])
}
