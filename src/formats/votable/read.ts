import { SaxesParser } from 'saxes'

import { refuse, type Result, settleSync } from '../../fault/fault.ts'
import type { VoField, VoTable } from './table.ts'

interface Position {
  readonly file: string
  readonly line: number
}

type Attributes = Readonly<Record<string, string>>

/**
 * Reads the first TABLE of a VOTable document (IVOA VOTable 1.0 to 1.5) whose data are TABLEDATA, or that has none.
 * Elements are known by their local names, so any namespace or prefix will do.
 *
 * @param file what messages call it
 * @returns the table; or a fault with the line for text that is no XML, no VOTable, cut off, or a table whose data are
 *   BINARY, BINARY2, FITS or PARQUET, which this reader does not take
 */
export function readVoTable(file: string, bytes: Uint8Array): Result<VoTable> {
  return settleSync(() => {
    const text = decodeXml(file, bytes)
    const builder = new TableBuilder(file)
    const parser = new SaxesParser()
    const position = (): Position => ({ file, line: parser.line })
    parser.on('error', (error) => refuseXml(position(), parser.columnIndex + 1, error.message))
    parser.on('opentag', (tag) => builder.open(localName(tag.name), tag.attributes, position()))
    parser.on('text', (chunk) => builder.text(chunk))
    parser.on('cdata', (chunk) => builder.text(chunk))
    parser.on('closetag', (tag) => builder.close(localName(tag.name), position()))
    parser.write(text).close()
    return builder.finish()
  })
}

function decodeXml(file: string, bytes: Uint8Array): string {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 200)).toString('latin1')
  const declared = /^(?:ï»¿)?<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1] ?? 'utf-8'
  const encoding = start.startsWith('ÿþ') ? 'utf-16le' : start.startsWith('þÿ') ? 'utf-16be' : declared
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return refuse('votable.encoding', `${file}: expected text in the encoding ${encoding}, found bytes that are none.`, {
      hint: 'Save the file as UTF-8, or correct the encoding in its first line.',
      data: { file, expected: encoding },
    })
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function refuseXml({ file, line }: Position, column: number, message: string): never {
  const reason = message.replace(/^(\S*:)?\d+:\d+: /, '').replace(/\.$/, '')
  refuse('votable.xml', `${file}, line ${line}, column ${column}: expected well-formed XML: ${reason}.`, {
    hint: 'Copy the file again from where it was made; a file that was cut off ends in the middle of an element.',
    data: { file, line, column, reason },
  })
}

/** Takes the events of the document and keeps its first table; the rest is checked as XML and ignored. */
class TableBuilder {
  readonly #file: string
  readonly #fields: VoField[] = []
  readonly #columns: (string | null)[][] = []
  readonly #rowLines: number[] = []
  readonly #path: string[] = []
  #name = ''
  #line = 0
  #place: 'before' | 'inside' | 'after' = 'before'
  #cell = 0
  #text: string | null = null

  constructor(file: string) {
    this.#file = file
  }

  open(element: string, attributes: Attributes, position: Position): void {
    if (this.#path.length === 0 && element !== 'VOTABLE') refuseRoot(position, element)
    const parent = this.#path.at(-1)
    this.#path.push(element)
    if (element === 'TABLE' && this.#place === 'before') this.#openTable(attributes, position)
    else if (this.#place === 'inside') this.#openInside(element, parent, attributes, position)
  }

  text(chunk: string): void {
    if (this.#text !== null) this.#text += chunk
  }

  close(element: string, position: Position): void {
    this.#path.pop()
    if (this.#place !== 'inside') return
    if (element === 'TD') this.#closeCell()
    else if (element === 'TR') this.#closeRow(position)
    else if (element === 'TABLE') this.#place = 'after'
  }

  finish(): VoTable {
    if (this.#place === 'before') {
      refuse('votable.no-table', `${this.#file}: expected a VOTable with a TABLE, found none.`, {
        hint: 'Give the VOTable that holds the catalogue.',
        data: { file: this.#file },
      })
    }
    return {
      name: this.#name,
      line: this.#line,
      fields: this.#fields,
      rowCount: this.#rowLines.length,
      columns: this.#columns,
      rowLines: this.#rowLines,
    }
  }

  #openTable(attributes: Attributes, { line }: Position): void {
    this.#place = 'inside'
    this.#name = attributes['name'] ?? ''
    this.#line = line
  }

  #openInside(element: string, parent: string | undefined, attributes: Attributes, position: Position): void {
    if (element === 'TD') this.#openCell(attributes, position)
    else if (element === 'TR') this.#openRow(position)
    else if (element === 'FIELD') this.#openField(attributes)
    else if (element === 'VALUES' && parent === 'FIELD') this.#openValues(attributes)
    else if (parent === 'DATA' && element !== 'TABLEDATA' && element !== 'INFO') refuseSerialisation(position, element)
  }

  #openField(attributes: Attributes): void {
    this.#fields.push({
      name: attributes['name'] ?? '',
      id: attributes['ID'] ?? '',
      datatype: attributes['datatype'] ?? '',
      arraysize: attributes['arraysize'] ?? '',
      unit: attributes['unit'] ?? '',
      ucd: attributes['ucd'] ?? '',
      nullText: '',
    })
    this.#columns.push([])
  }

  #openValues(attributes: Attributes): void {
    const last = this.#fields.length - 1
    this.#fields[last] = { ...this.#fields[last], nullText: attributes['null'] ?? '' }
  }

  #openRow({ line }: Position): void {
    this.#rowLines.push(line)
    this.#cell = 0
  }

  #openCell(attributes: Attributes, position: Position): void {
    if (attributes['encoding'] !== undefined) refuseSerialisation(position, `TD encoding="${attributes['encoding']}"`)
    this.#text = ''
  }

  #closeCell(): void {
    const field = this.#fields[this.#cell]
    const raw = this.#text ?? ''
    this.#text = null
    this.#cell += 1
    if (field === undefined) return
    const plain = raw.trim()
    const isText = field.datatype === 'char' || field.datatype === 'unicodeChar'
    const isNull = plain === '' ? !isText : plain === field.nullText
    this.#columns[this.#cell - 1].push(isNull ? null : raw)
  }

  #closeRow({ file, line }: Position): void {
    const expected = this.#fields.length
    if (this.#cell === expected) return
    refuse('votable.row', `${file}, line ${line}: expected a row of ${expected} cells, one a FIELD, found ${this.#cell}.`, {
      hint: 'Copy the file again from where it was made, or complete the row that ends on this line.',
      data: { file, line, expected, found: this.#cell },
    })
  }
}

function refuseRoot({ file, line }: Position, element: string): never {
  refuse('votable.root', `${file}, line ${line}: expected a VOTable, found XML whose first element is ${element}.`, {
    hint: 'Give a VOTable; a page that begins with html is often a login or an error of the server that it was fetched from.',
    data: { file, line, found: element },
  })
}

function refuseSerialisation({ file, line }: Position, element: string): never {
  refuse(
    'votable.serialisation',
    `${file}, line ${line}: expected a VOTable with TABLEDATA, found ${element}, which Halley does not read.`,
    {
      hint: 'Save the table as TABLEDATA, for instance: stilts tcopy IN OUT ofmt=votable-tabledata',
      data: { file, line, found: element },
    },
  )
}
