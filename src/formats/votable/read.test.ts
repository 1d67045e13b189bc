import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Fault } from '../../fault/fault.ts'
import { readVoTable } from './read.ts'
import type { VoTable } from './table.ts'

const document = `<?xml version="1.0"?>
<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
  <RESOURCE>
    <TABLE name="first">
      <PARAM name="threshold" datatype="float" value="5"/>
      <FIELD name="id" ID="c1" datatype="char" arraysize="*" ucd="meta.id"/>
      <FIELD name="flux" datatype="double" unit="mJy"><DESCRIPTION>Flux</DESCRIPTION><VALUES null="-99"/></FIELD>
      <DATA><TABLEDATA>
        <TR><TD> a&amp;b </TD><TD>1.5</TD></TR>
        <TR><TD><![CDATA[<c>]]></TD><TD> -99 </TD></TR>
        <TR><TD></TD><TD/></TR>
      </TABLEDATA></DATA>
    </TABLE>
    <TABLE name="second"><FIELD name="other" datatype="int"/></TABLE>
  </RESOURCE>
</VOTABLE>
`

function table(content: string | Buffer): VoTable {
  const result = readVoTable('t.xml', Buffer.from(content))
  if (!result.ok) throw new Error(result.fault.message)
  return result.value
}

function fault(content: string | Buffer): Fault {
  const result = readVoTable('t.xml', Buffer.from(content))
  if (result.ok) throw new Error('expected a fault')
  return result.fault
}

describe('a VOTable document', () => {
  it('gives the fields, cells, nulls and lines of its first table', () => {
    expect(table(document)).toEqual({
      name: 'first',
      line: 4,
      fields: [
        { name: 'id', id: 'c1', datatype: 'char', arraysize: '*', unit: '', ucd: 'meta.id', nullText: '' },
        { name: 'flux', id: '', datatype: 'double', arraysize: '', unit: 'mJy', ucd: '', nullText: '-99' },
      ],
      rowCount: 3,
      columns: [
        [' a&b ', '<c>', ''],
        ['1.5', null, null],
      ],
      rowLines: [9, 10, 11],
    })
  })

  it('is read under any prefix, declared or not, and without a namespace', () => {
    const prefixed = document.replace(/<(\/?)([A-Z])/g, '<$1vot:$2').replace('<vot:![CDATA', '<![CDATA')
    expect(table(prefixed)).toEqual(table(document))
    expect(table(document.replace(/ xmlns="[^"]*"/, ''))).toEqual(table(document))
  })

  it('is read in the encoding that it declares or that its first bytes show', () => {
    const named = document.replace('name="first"', 'name="Müller"')
    const latin = named.replace('?>', ' encoding="ISO-8859-1"?>')
    expect(table(Buffer.from(latin, 'latin1')).name).toBe('Müller')
    expect(table(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(named, 'utf16le')])).name).toBe('Müller')
    expect(fault(Buffer.from(named, 'latin1')).message).toBe('t.xml: expected text in the encoding utf-8, found bytes that are none.')
    expect(fault(document.replace('?>', ' encoding="klingon"?>')).code).toBe('votable.encoding')
  })

  it('may have no DATA: no rows', () => {
    expect(table(document.replace(/<DATA>[^]*<\/DATA>/, '')).rowCount).toBe(0)
  })

  it('is refused by name where its data are not TABLEDATA', () => {
    for (const kind of ['BINARY', 'BINARY2', 'FITS']) {
      const binary = document.replace(/<DATA>[^]*<\/DATA>/, `<DATA><${kind}><STREAM encoding="base64">AAAA</STREAM></${kind}></DATA>`)
      expect(fault(binary)).toMatchObject({
        code: 'votable.serialisation',
        message: `t.xml, line 8: expected a VOTable with TABLEDATA, found ${kind}, which Halley does not read.`,
      })
    }
    expect(fault(document.replace('<TD/>', '<TD encoding="base64">AA</TD>')).message).toContain('found TD encoding="base64"')
  })

  it('is refused with line and column where it is no XML or cut off', () => {
    expect(fault(document.replace('</TR>', '</TD>'))).toMatchObject({ code: 'votable.xml', data: { file: 't.xml', line: 9 } })
    expect(fault(document.slice(0, 520)).message).toMatch(/^t\.xml, line 11, column 14: expected well-formed XML: unclosed tag/)
    expect(fault(document.replace('a&amp;b', '&bomb;')).message).toContain('line 9')
  })

  it('is refused where it is another kind of XML, or has no table', () => {
    expect(fault('<html><body/></html>').message).toBe('t.xml, line 1: expected a VOTable, found XML whose first element is html.')
    expect(fault('<VOTABLE><RESOURCE/></VOTABLE>').message).toBe('t.xml: expected a VOTable with a TABLE, found none.')
  })

  it('is refused where a row has more or fewer cells than there are fields', () => {
    expect(fault(document.replace('<TD/>', '')).message).toBe('t.xml, line 11: expected a row of 2 cells, one a FIELD, found 1.')
    expect(fault(document.replace('<TD/>', '<TD/><TD/>')).message).toBe('t.xml, line 11: expected a row of 2 cells, one a FIELD, found 3.')
  })

  it('is read or refused, never more, when a piece is exchanged for another', () => {
    const pieces = fc.constantFrom(
      '<TR>',
      '</TR>',
      '<TD>',
      '</TABLE>',
      '<FIELD/>',
      '<VALUES/>',
      '<',
      '&',
      ']]>',
      '<!DOCTYPE x [',
      '\u0000',
      '"',
    )
    fc.assert(
      fc.property(fc.nat(document.length), fc.nat(30), pieces, (at, remove, piece) => {
        const result = readVoTable('t.xml', Buffer.from(document.slice(0, at) + piece + document.slice(at + remove)))
        if (!result.ok) expect(result.fault.message).toContain('t.xml')
      }),
      { numRuns: 500 },
    )
  })
})
