import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Fault } from '../../src/fault/fault.ts'
import { readSelavy } from '../../src/formats/selavy/readSelavy.ts'
import type { SelavyComponents } from '../../src/formats/selavy/selavyComponents.ts'

const fixtures = join(import.meta.dirname, '../fixtures/selavy')

function fixture(file: string): Buffer {
  return readFileSync(join(fixtures, file))
}

function components(name: string, content: string | Buffer): SelavyComponents {
  const result = readSelavy(name, Buffer.from(content))
  if (!result.ok) throw new Error(result.fault.message)
  return result.value
}

function fault(name: string, content: string | Buffer): Fault {
  const result = readSelavy(name, Buffer.from(content))
  if (result.ok) throw new Error('expected a fault')
  return result.fault
}

const text = fixture('epoch01.selavy.components.txt').toString('latin1')
const csv = fixture('epoch01.selavy.components.csv').toString('latin1')
const xml = fixture('epoch01.selavy.components.xml').toString('latin1')

/** The text catalogue with `value` right-aligned in a column of one of its lines, 1-based. */
function withCell(line: number, column: string, value: string): string {
  const lines = text.split('\n')
  const end = new RegExp(`(^|\\s)${column}(?=\\s)`).exec(lines[0])!
  const at = end.index + end[0].length
  const row = lines[line - 1]
  const start = /\S*$/.exec(row.slice(0, at))!.index
  lines[line - 1] = row.slice(0, start) + value.padStart(at - start) + row.slice(at)
  return lines.join('\n')
}

describe('the three forms of a Selavy catalogue', () => {
  it('reads every column of the fixed-width text in its unit', () => {
    const read = components('a.txt', fixture('epoch02.selavy.components.txt'))
    const row = Object.fromEntries(Object.entries(read).map(([key, column]) => [key, typeof column === 'number' ? column : column[2]]))
    expect(row).toEqual({
      count: 7,
      islandId: 'island_2',
      componentId: 'component_2b',
      localRmsMjy: 1.290946,
      raDeg: 150.000002,
      raErrArcsec: 0,
      decDeg: -29.999997,
      decErrArcsec: 0,
      fluxPeakMjy: 1001.950933,
      fluxPeakErrMjy: 0.171261,
      fluxIntMjy: 1003.530407,
      fluxIntErrMjy: 0.441256,
      bmajArcsec: 15.01,
      errBmajArcsec: 0,
      bminArcsec: 10.01,
      errBminArcsec: 0,
      paDeg: 0.01,
      errPaDeg: 0.02,
      psfBmajArcsec: 0.62,
      psfBminArcsec: 0.38,
      psfPaDeg: 6.72,
      chiSquaredFit: 62.608749,
      spectralIndex: -99,
      flagC4: 0,
      spectralIndexFromTt: 1,
      hasSiblings: 1,
    })
  })

  it('reads the same components from the text and from the VOTable', () => {
    expect(components('a.xml', xml)).toEqual(components('a.txt', text))
  })

  it('reads the same components from the CSV, whose names are lower case, and a blank spectral_index_from_tt as 255', () => {
    const read = components('a.csv', csv.replace(/\n.*NOT_VALIDATED.*/, ''))
    expect({ ...read, psfPaDeg: null }).toEqual({ ...components('a.txt', text), psfPaDeg: null })
    expect([...components('a.csv', csv).spectralIndexFromTt]).toEqual([255, 1, 1, 1, 1])
  })

  it('goes by the content where the extension is wrong or missing', () => {
    const expected = components('a.txt', text)
    expect(components('a.csv', text)).toEqual(expected)
    expect(components('a.txt', xml)).toEqual(expected)
    expect(components('catalogue', csv).count).toBe(5)
    expect(components('a.txt', text.replace('#', ' '))).toEqual(expected)
  })

  it('takes CRLF, a byte order mark and a missing last line feed', () => {
    for (const [name, content] of [
      ['a.txt', text],
      ['a.csv', csv],
      ['a.xml', xml],
    ]) {
      const dressed = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(content.trimEnd().replaceAll('\n', '\r\n'))])
      expect(components(name, dressed)).toEqual(components(name, content))
    }
  })

  it('takes a header without rows, also one whose columns have no width, as zero components', () => {
    expect(components('a.txt', text.split('\n').slice(0, 2).join('\n')).count).toBe(0)
    expect(components('a.csv', csv.split('\n')[0]).count).toBe(0)
    expect(components('a.xml', xml.replace(/<TR>[^]*<\/TR>/, '')).count).toBe(0)
    const empty = components('a.txt', fixture('empty.selavy.components.txt'))
    expect(empty.count).toBe(0)
    expect(empty.raDeg).toEqual(new Float64Array(0))
  })

  it('skips blank rows and comment lines', () => {
    const lines = text.split('\n')
    const spaced = [lines[0], lines[1], '', '# made by hand', ...lines.slice(2, 4), '   ', ...lines.slice(4)].join('\n')
    expect(components('a.txt', spaced)).toEqual(components('a.txt', text))
    expect(components('a.csv', csv.replace(/\n/g, '\n , ,\n\n'))).toEqual(components('a.csv', csv))
    const blankRow = `<TR>${'<TD> </TD>'.repeat(38)}</TR>`
    expect(components('a.xml', xml.replace('<TABLEDATA>', `<TABLEDATA>${blankRow}`))).toEqual(components('a.xml', xml))
  })
})

describe('the fixed-width text', () => {
  it('lets the comment hold any words, none of which moves a value', () => {
    const lines = text.split('\n').map((line, index) => (index === 2 ? `${line.trimEnd()}     seen 3 times, 1.5 Jy` : line))
    expect(components('a.txt', lines.join('\n'))).toEqual(components('a.txt', text))
  })

  it('reads by position where a cell is blank', () => {
    const read = components('a.txt', withCell(4, 'component_name', ''))
    expect(read).toEqual(components('a.txt', text))
    expect([...components('a.txt', withCell(4, 'spectral_index_from_TT', '')).spectralIndexFromTt]).toEqual([1, 255, 1, 1])
  })

  it('reads a row whose values overflow their columns by the order of its values', () => {
    const lines = text.split('\n')
    lines[3] = lines[3].replace('island_2 component_2a', 'SB11711_island_2 SB11711_component_2a')
    const read = components('a.txt', lines.join('\n'))
    expect(read.componentId[1]).toBe('SB11711_component_2a')
    expect(read.raDeg).toEqual(components('a.txt', text).raDeg)
    expect(read.flagC4).toEqual(components('a.txt', text).flagC4)
  })

  it('refuses a row that was cut off, naming the line', () => {
    const lines = text.split('\n')
    lines[3] = lines[3].replace('island_2 component_2a', 'SB11711_island_2 SB11711_component_2a').slice(0, 200)
    expect(fault('a.txt', lines.join('\n'))).toMatchObject({
      code: 'selavy.row',
      message: 'a.txt, line 4: expected 38 values below the names of the header, found values that cross the columns.',
      data: { file: 'a.txt', line: 4 },
    })
  })
})

describe('units', () => {
  it('converts what the text or the VOTable states in another known unit', () => {
    const units = text.split('\n')[1]
    const jansky = components('a.txt', text.replace(units, units.replaceAll('[mJy/beam]', ' [Jy/beam]')))
    expect(jansky.fluxPeakMjy[3]).toBeCloseTo(998430.347, 6)
    expect(jansky.fluxIntMjy[3]).toBe(994.944043)
    const read = components('a.xml', xml.replaceAll('unit="arcsec"', 'unit="deg"').replaceAll('unit="mJy"', 'unit="uJy"'))
    expect(read.bmajArcsec[0]).toBe(54000)
    expect(read.fluxIntMjy[0]).toBeCloseTo(2.001231634, 12)
    expect(
      components('a.xml', xml.replace('name="ra_deg_cont"', 'name="ra_deg_cont" note=""').replaceAll('unit="deg"', 'unit=""')).raDeg[0],
    ).toBe(149.983325)
  })

  it('refuses a unit that it does not know, by file, column and name', () => {
    expect(fault('a.txt', text.replaceAll('[mJy/beam]', '       [K]'))).toMatchObject({
      code: 'selavy.unit',
      message: 'a.txt: column rms_image: expected mJy/beam or a unit that converts to it, found "K".',
      data: { file: 'a.txt', column: 'rms_image', found: 'K' },
    })
    expect(fault('a.xml', xml.replace('stat.fit.chi2" datatype="float" unit="--"', '" datatype="float" unit="mJy"')).message).toBe(
      'a.xml: column chi_squared_fit: expected no unit, found "mJy".',
    )
  })
})

describe('faults', () => {
  it('refuses an empty file', () => {
    for (const content of ['', ' \n\n']) {
      expect(fault('a.txt', content)).toMatchObject({
        code: 'selavy.empty',
        message: 'a.txt: expected a Selavy component catalogue, found an empty file.',
      })
    }
  })

  it('refuses a catalogue without ra_deg_cont and flux_peak, naming both', () => {
    const without = text.replace('ra_deg_cont', '      right').replace(' flux_peak ', '  flux_max ')
    expect(fault('a.txt', without)).toMatchObject({
      code: 'selavy.missing-column',
      message:
        'a.txt, line 1: expected the columns of a Selavy component catalogue, found no column ra_deg_cont, flux_peak among 38 names.',
      data: { missing: ['ra_deg_cont', 'flux_peak'] },
    })
    expect(fault('a.csv', csv.replace('ra_err,', 'x,')).message).toContain('a.csv, line 1: ')
    expect(fault('a.xml', xml.replace('name="ra_err"', 'name="x"'))).toMatchObject({ data: { line: 7, missing: ['ra_err'] } })
  })

  it('refuses what is no catalogue at all in one line', () => {
    expect(fault('a.txt', 'hello world\n').message).toBe(
      "a.txt, line 1: expected the columns of a Selavy component catalogue, found none of Selavy's 25 columns among 2 names.",
    )
  })

  it('finds a VOTable column by its ID where the field has no name', () => {
    expect(components('a.xml', xml.replace('name="ra_err" ID="col_ra_err"', 'ID="ra_err"')).count).toBe(4)
  })

  it('refuses a column that stands there twice', () => {
    expect(fault('a.csv', csv.replace('id,', 'RA_err,')).message).toBe('a.csv, line 1: expected each column once, found ra_err twice.')
  })

  it('refuses what is no number, with line, column and text', () => {
    expect(fault('a.txt', withCell(5, 'flux_peak', '19x8.24'))).toMatchObject({
      code: 'selavy.value',
      message: 'a.txt, line 5, column flux_peak: expected a number, found "19x8.24".',
      data: { file: 'a.txt', line: 5, column: 'flux_peak', found: '19x8.24' },
    })
    expect(fault('a.csv', csv.replace(',116.161,', ',0x10,')).message).toBe(
      'a.csv, line 2, column flux_int: expected a number, found "0x10".',
    )
    expect(fault('a.xml', xml.replace('  149.983325', '  149,98')).message).toBe(
      'a.xml, line 75, column ra_deg_cont: expected a number, found "149,98".',
    )
  })

  it('refuses a blank or nan where a number is needed, and takes it as unknown where none is', () => {
    expect(fault('a.txt', withCell(3, 'flux_int', '')).message).toBe(
      'a.txt, line 3, column flux_int: expected a finite number, found nothing.',
    )
    expect(fault('a.txt', withCell(3, 'ra_deg_cont', 'nan')).message).toBe(
      'a.txt, line 3, column ra_deg_cont: expected a finite number, found "nan".',
    )
    expect(fault('a.txt', withCell(3, 'dec_deg_cont', 'inf')).message).toContain('expected a finite number, found "inf"')
    expect(components('a.txt', withCell(3, 'chi_squared_fit', '-nan')).chiSquaredFit[0]).toBeNaN()
    expect(components('a.txt', withCell(3, 'maj_axis_deconv', '')).psfBmajArcsec[0]).toBeNaN()
  })

  it('refuses positions that are not on the sky and folds negative right ascensions', () => {
    expect(fault('a.txt', withCell(6, 'dec_deg_cont', '-90.001')).message).toBe(
      'a.txt, line 6, column dec_deg_cont: expected a declination from -90 to 90 deg, found "-90.001 deg".',
    )
    expect(fault('a.txt', withCell(6, 'ra_deg_cont', '360.1')).message).toBe(
      'a.txt, line 6, column ra_deg_cont: expected a right ascension from 0 to 360 deg, found "360.1 deg".',
    )
    const folded = ['-0.25', '360', '-1e-300', '0'].map((value) => components('a.txt', withCell(6, 'ra_deg_cont', value)).raDeg[3])
    expect(folded).toEqual([359.75, 0, 0, 0])
  })

  it('refuses a flag that is neither 0 nor 1', () => {
    expect(fault('a.txt', withCell(3, 'has_siblings', '2')).message).toBe('a.txt, line 3, column has_siblings: expected 0 or 1, found "2".')
    expect(fault('a.txt', withCell(3, 'flag_c4', '')).message).toBe('a.txt, line 3, column flag_c4: expected 0 or 1, found nothing.')
    expect(components('a.txt', withCell(3, 'has_siblings', 'True')).hasSiblings[0]).toBe(1)
  })

  it('refuses a component_id that comes twice, naming it and both lines', () => {
    expect(fault('a.txt', withCell(6, 'component_id', 'component_2a'))).toMatchObject({
      code: 'selavy.duplicate-component',
      message: 'a.txt: expected each component_id once, found "component_2a" on line 4 and on line 6.',
      data: { found: 'component_2a', lines: [4, 6] },
    })
    expect(fault('a.txt', withCell(6, 'component_id', '')).message).toBe(
      'a.txt, line 6, column component_id: expected an identifier, found nothing.',
    )
  })

  it('leaves out the blanks inside the quotes of a CSV, as those outside', () => {
    const quoted = csv.replace(/^.+$/gm, (line) => line.replace(/[^,]+/g, '" $& "'))
    expect(components('a.csv', quoted)).toEqual(components('a.csv', csv))
  })

  it('refuses a CSV row with too many values and a quote that never closes', () => {
    expect(fault('a.csv', csv.replace('NOT_VALIDATED', 'a,b,c')).message).toBe(
      'a.csv, line 2: expected at most 45 values as in the header, found 47.',
    )
    expect(components('a.csv', csv.replace('NOT_VALIDATED', '"a, ""b""\n c"')).count).toBe(5)
    expect(fault('a.csv', csv.replace('NOT_VALIDATED', '"a')).message).toBe(
      'a.csv, line 2: expected a double quote that closes the cell, found the end of the file.',
    )
  })

  it('counts the lines that a quoted text spans', () => {
    const broken = csv.replace('NOT_VALIDATED', '"a\nb"').replace('2000.762424', 'x')
    expect(fault('a.csv', broken).message).toBe('a.csv, line 5, column flux_peak: expected a number, found "x".')
  })
})

describe('mutated catalogues', () => {
  const files = [
    ['a.txt', fixture('epoch02.selavy.components.txt')],
    ['a.csv', fixture('epoch01.selavy.components.csv')],
    ['a.xml', fixture('epoch01.selavy.components.xml')],
  ] as const
  const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat(40), insert: fc.uint8Array({ maxLength: 12 }) })

  it('are read or refused with a fault that names the file, whatever bytes they have', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(edit, { minLength: 1, maxLength: 4 }), ([name, bytes], edits) => {
        let mutated: Buffer = bytes
        for (const { at, remove, insert } of edits) {
          const start = Math.floor(at * mutated.length)
          mutated = Buffer.concat([mutated.subarray(0, start), insert, mutated.subarray(start + remove)])
        }
        const result = readSelavy(name, mutated)
        if (result.ok) expect(result.value.raDeg.every(Number.isFinite)).toBe(true)
        else expect(result.fault.message).toContain(name)
      }),
      { numRuns: 300 },
    )
  })

  it('are read or refused when they are cut off anywhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.double({ min: 0, max: 1, noNaN: true }), ([name, bytes], at) => {
        const result = readSelavy(name, bytes.subarray(0, Math.floor(at * bytes.length)))
        if (!result.ok) expect(result.fault.message).toContain(name)
      }),
      { numRuns: 300 },
    )
  })
})
