import { crc32, inflateSync } from 'node:zlib'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { encodePng } from '../../src/formats/png/encodePng.ts'
import { columnWidthsMm, escapeXml, figureCsv, figurePage } from '../../src/web/plots/figure.ts'
import { pngWithFacts } from '../../src/web/plots/pngFacts.ts'

test('a page of a figure is well-formed, as wide as a column, and keeps every text', () => {
  const text = 'R&D <run> "v2" at 3 > 2'
  const svg = figurePage({ widthMm: columnWidthsMm.single, height: 100, body: `<text x="1" y="9">${escapeXml(text)}</text>` })
  const found = { width: '', text: '' }
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'svg') found.width = String(attributes['width'])
  })
  parser.on('text', (each) => {
    found.text += each
  })
  parser.write(svg).close()
  expect(found).toEqual({ width: '84mm', text })
})

test('the rows of a figure say what they show, their units, and no cell is a formula', () => {
  const csv = figureCsv({
    caption: 'Peak flux density\nof J1234, run lmc, version 2',
    rows: {
      columns: [{ name: 'mjd', unit: 'd' }, { name: 'note' }],
      rows: [
        [60_000.5, '=1+1'],
        [null, 'a, "b"'],
        [Number.NaN, '-'],
      ],
    },
  })
  expect(csv.split('\r\n')).toEqual([
    '# Peak flux density of J1234, run lmc, version 2',
    '# unit of mjd: d',
    'mjd,note',
    "60000.5,'=1+1",
    ',"a, ""b"""',
    ",'-",
    '',
  ])
})

test('a picture that was told its size on paper is still a PNG: every chunk has its checksum, the pixels are the same', () => {
  const plain = encodePng(Uint8Array.of(1, 2, 3, 4), 2, 2, new Uint8Array(768).fill(9))
  const told = Buffer.from(pngWithFacts(plain, { dotsPerInch: 600, description: 'Run µ, version 2' }))
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < told.length;) {
    const length = told.readUInt32BE(at)
    const [typed, data] = [told.subarray(at + 4, at + 8 + length), told.subarray(at + 8, at + 8 + length)]
    expect(told.readUInt32BE(at + 8 + length)).toBe(crc32(typed))
    chunks.set(typed.subarray(0, 4).toString('latin1'), data)
    at += 12 + length
  }
  expect([...chunks.keys()].slice(0, 3)).toEqual(['IHDR', 'pHYs', 'iTXt'])
  expect(chunks.get('pHYs')?.readUInt32BE(0)).toBe(Math.round(600 / 0.0254))
  expect(chunks.get('iTXt')?.toString('utf8')).toContain('Run µ, version 2')
  expect([...inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))]).toEqual([0, 1, 2, 0, 3, 4])
})
