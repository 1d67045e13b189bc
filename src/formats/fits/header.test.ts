import { describe, expect, it } from 'vitest'
import { memoryByteSource } from '../byteSource.ts'
import { joinContinued, parseCard } from './card.ts'
import { FitsHeader, readHeader } from './header.ts'

function header(...lines: readonly string[]): FitsHeader {
  return new FitsHeader('a.fits', joinContinued(lines.map((line) => parseCard(line.padEnd(80)))))
}

describe('a header card', () => {
  it.each([
    ["A       = 'text with '' and /'  / a / comment", "text with ' and /", 'a / comment'],
    ["A       = '  leading'", '  leading', ''],
    ["A       = ''", '', ''],
    ['A       =                    T / yes', true, 'yes'],
    ['A       = F', false, ''],
    ['A       = -12 / twelve', -12, 'twelve'],
    ['A       = 1.5D-3', 1.5e-3, ''],
    ['A       = +.5e2', 50, ''],
    ['A       = 3.', 3, ''],
    ['HIERARCH A = 7 / seven', 7, 'seven'],
  ])('has its value and comment: %s', (line, value, comment) => {
    const card = header(line).card('A')
    expect([card?.value, card?.comment]).toEqual([value, comment])
  })

  it('keeps what breaks the grammar, for the message of who asks', () => {
    const broken = header("A       = 'open", 'B       = 1.2.3', 'C       = (1, 2)', 'D       =', 'E       = 1E999')
    expect(() => broken.string('A')).toThrow("A should be a string in quotes, found 'open")
    expect(() => broken.number('B')).toThrow('B should be a number, found 1.2.3')
    expect(() => broken.number('C')).toThrow('C should be a number, found (1, 2)')
    expect(() => broken.number('E')).toThrow('E should be a number, found 1E999')
    expect(() => broken.boolean('B')).toThrow('B should be T or F, found 1.2.3')
    expect([broken.number('D'), broken.has('D'), broken.number('NONE')]).toEqual([undefined, false, undefined])
    expect(() => broken.requireInteger('NONE')).toThrow('NONE is missing from the header')
  })

  it('counts the first time that its keyword occurs', () => {
    expect(header('A       = 1', 'A       = 2').number('A')).toBe(1)
  })

  it('goes on over CONTINUE, and ends where a card does not continue', () => {
    const long = header("A       = 'one &' / first", "CONTINUE  'two &'", "CONTINUE  'three' / last", "B       = 'R&'", 'C       = 1')
    expect([long.string('A'), long.card('A')?.comment, long.string('B'), long.number('C')]).toEqual([
      'one two three',
      'first last',
      'R&',
      1,
    ])
  })

  it('is commentary without a value, or as COMMENT and HISTORY', () => {
    const remarks = header('HISTORY = made', 'COMMENT a', '        b', 'HISTORY again')
    expect(remarks.commentary('HISTORY')).toEqual(['= made', 'again'])
    expect(remarks.has('HISTORY')).toBe(false)
  })
})

describe('a header', () => {
  it('ends at END, and its data starts at the next block', async () => {
    const cards = Array.from({ length: 36 * 9 }, (_, index) => `K${index}`.padEnd(8) + `= ${index}`)
    const text = [...cards, 'END'].map((card) => card.padEnd(80)).join('')
    const { header: read, dataOffset } = await readHeader(memoryByteSource('a', Buffer.from(text.padEnd(2880 * 10))), 0)
    expect(dataOffset).toBe(2880 * 10)
    expect(read.number('K323')).toBe(323)
  })
})
