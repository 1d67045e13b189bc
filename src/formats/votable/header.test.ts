import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { votableHeader } from './header.ts'
import { readVoTable } from './read.ts'

/** What is left of a text where characters that XML cannot hold are replaced. */
function kept(value: string): string {
  return value.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
}

describe('the VOTable header of a Parquet file', () => {
  it('has a FIELD for each column and no DATA', () => {
    const header = votableHeader({
      name: 'sources',
      description: 'Sources of a run',
      columns: [
        { name: 'wavg_ra', datatype: 'double', arraysize: '', unit: 'deg', ucd: 'pos.eq.ra;meta.main', description: 'Mean "RA" & < 360' },
        { name: 'name', datatype: 'char', arraysize: '*', unit: '', ucd: '', description: '' },
      ],
    })
    expect(header).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
  <RESOURCE>
    <TABLE name="sources">
      <DESCRIPTION>Sources of a run</DESCRIPTION>
      <FIELD name="wavg_ra" datatype="double" unit="deg" ucd="pos.eq.ra;meta.main">
        <DESCRIPTION>Mean &quot;RA&quot; &amp; &lt; 360</DESCRIPTION>
      </FIELD>
      <FIELD name="name" datatype="char" arraysize="*"/>
    </TABLE>
  </RESOURCE>
</VOTABLE>
`)
  })

  it('reads back to what it was made from, whatever characters that has', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(text, text, (name, unit) => {
        const header = votableHeader({
          name,
          description: unit,
          columns: [{ name, datatype: 'int', arraysize: '', unit, ucd: '', description: name }],
        })
        const read = readVoTable('header', Buffer.from(header))
        expect(read.ok && { name: read.value.name, unit: read.value.fields[0].unit }).toEqual({ name: kept(name), unit: kept(unit) })
      }),
    )
  })
})
