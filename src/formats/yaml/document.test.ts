import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseYaml, type YamlValue } from './document.ts'

/** A value without places, scalars as their texts. */
function plain(value: YamlValue | null): unknown {
  if (value === null) return null
  if (value.kind === 'scalar') return value.value
  if (value.kind === 'list') return value.items.map(plain)
  return Object.fromEntries(value.entries.map((entry) => [entry.key, plain(entry.value)]))
}

function messages(text: string): string[] {
  return parseYaml('c.yaml', text).faults.map((fault) => fault.message)
}

describe('a YAML document', () => {
  it('has the line and column of every key and value', () => {
    const { root, faults } = parseYaml('c.yaml', '# run\nrun:\n  path: a b\ninputs:\n  image: [x, 01]\n  noise:\n')
    expect(faults).toEqual([])
    expect(root).toEqual({
      kind: 'map',
      place: { line: 2, column: 1 },
      entries: [
        {
          key: 'run',
          keyPlace: { line: 2, column: 1 },
          value: {
            kind: 'map',
            place: { line: 3, column: 3 },
            entries: [
              {
                key: 'path',
                keyPlace: { line: 3, column: 3 },
                value: { kind: 'scalar', place: { line: 3, column: 9 }, text: 'a b', value: 'a b' },
              },
            ],
          },
        },
        {
          key: 'inputs',
          keyPlace: { line: 4, column: 1 },
          value: {
            kind: 'map',
            place: { line: 5, column: 3 },
            entries: [
              {
                key: 'image',
                keyPlace: { line: 5, column: 3 },
                value: {
                  kind: 'list',
                  place: { line: 5, column: 10 },
                  items: [
                    { kind: 'scalar', place: { line: 5, column: 11 }, text: 'x', value: 'x' },
                    { kind: 'scalar', place: { line: 5, column: 14 }, text: '01', value: 1 },
                  ],
                },
              },
              {
                key: 'noise',
                keyPlace: { line: 6, column: 3 },
                value: { kind: 'scalar', place: { line: 6, column: 9 }, text: '', value: null },
              },
            ],
          },
        },
      ],
    })
  })

  it('keeps keys as they are written: 1 and 01 are two', () => {
    expect(plain(parseYaml('c.yaml', '1: a\n01: b\n').root)).toEqual({ '1': 'a', '01': 'b' })
  })

  it('is null where there is none', () => {
    for (const text of ['', '# nothing\n', '\n']) {
      const { root, faults } = parseYaml('c.yaml', text)
      expect(plain(root)).toBeNull()
      expect(faults).toEqual([])
    }
  })

  it('names each duplicate key with both places and keeps the first value', () => {
    const { root, faults } = parseYaml('c.yaml', 'a: 1\nb:\n  c: 1\n  c: 2\na: 3\n')
    expect(plain(root)).toEqual({ a: 1, b: { c: 1 } })
    expect(faults.map((fault) => fault.message)).toEqual([
      'c.yaml, line 4, column 3: expected each key once, found c again (first on line 3).',
      'c.yaml, line 5, column 1: expected each key once, found a again (first on line 1).',
    ])
    expect(faults[0]).toMatchObject({ code: 'yaml.duplicate-key', data: { file: 'c.yaml', line: 4, column: 3 } })
  })

  it.each([
    ['a:\n\t- x\n', 'c.yaml, line 2, column 1: expected blanks, found a tab in the indentation.'],
    ['a: 1\n---\nb: 2\n', 'c.yaml, line 2, column 1: expected one document, found a second one after ---.'],
    ['a: b: c\n', 'c.yaml, line 1, column 4: expected one key a line, found a key inside the value of another.'],
    ['a: "x\n', 'c.yaml, line 2, column 1: expected well-formed YAML: Missing closing "quote.'],
    ['a: !!python/object x\n', 'c.yaml, line 1, column 4: expected a plain value, found a tag (a word that begins with !).'],
    ['a:\n  - x\n  b: y\n', 'c.yaml, line 3, column 1: expected a list or keys, found both on one level.'],
    ['a:\n  b: y\n  - x\n', 'c.yaml, line 3, column 1: expected a list or keys, found both on one level.'],
    ['? [a]\n: b\n', 'c.yaml, line 1, column 3: expected a plain name as key.'],
  ])('refuses %j with its place', (text, message) => {
    const { root, faults } = parseYaml('c.yaml', text)
    expect(root).toBeNull()
    expect(faults[0]).toMatchObject({ code: 'yaml.syntax', message })
  })

  it('tells every syntax error, not the first alone', () => {
    expect(messages('a: `x`\nb: @y\n')).toHaveLength(2)
  })

  it('tells the cause of a broken line, not what it does to the lines below', () => {
    expect(messages('a: {glob: x[12]}\nb: {c: 1}\n')).toEqual([
      'c.yaml, line 1, column 12: expected well-formed YAML: Unexpected flow-seq-start at node end.',
    ])
  })

  it('resolves aliases', () => {
    expect(plain(parseYaml('c.yaml', 'a: &files [x, y]\nb: *files\n').root)).toEqual({ a: ['x', 'y'], b: ['x', 'y'] })
  })

  it('refuses aliases without anchor, of themselves, and those that multiply', () => {
    expect(messages('a: *x\n')).toEqual([
      'c.yaml, line 1, column 4: expected an alias of an anchor above, found *x with no such anchor above it.',
    ])
    expect(messages('a: &x [*x]\n')).toEqual([
      'c.yaml, line 1, column 8: expected an alias of an anchor above, found *x with an anchor that contains it.',
    ])
    const levels = Array.from({ length: 20 }, (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(', ')}]`)
    expect(messages(['a0: &a0 lol', ...levels].join('\n'))).toEqual([
      expect.stringContaining('expected aliases that stand for at most 10000 values'),
    ])
  })

  it('refuses values nested thousands deep', () => {
    for (const text of ['['.repeat(20_000), '- '.repeat(20_000), `a: ${'{b: '.repeat(20_000)}`]) {
      expect(messages(text)[0]).toContain('expected values that are nested a few levels deep')
    }
  })

  it('is read or refused, whatever its characters', () => {
    const word = fc.constantFrom(
      'a',
      'b: ',
      '- ',
      '\n',
      '  ',
      '\t',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '"',
      "'",
      '#',
      '|',
      '>',
      '!!x',
      '? ',
      '---',
      '%',
      '\u0000',
      'é',
      ':',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const { root, faults } = parseYaml('c.yaml', words.join(''))
        expect(root !== null || faults.length > 0).toBe(true)
        for (const fault of faults) expect(fault.message).toMatch(/^c\.yaml, line \d+, column \d+: expected /)
      }),
      { numRuns: 500 },
    )
  })
})
