import { assert, double, property } from 'fast-check'
import { expect, test } from 'vitest'
import { positionForms } from './positionForms.ts'

const ra = double({ min: 0, max: 360, maxExcluded: true, noNaN: true })
const dec = double({ min: -90, max: 90, noNaN: true })

function textOf(raDeg: number, decDeg: number, words: string): string {
  return positionForms(raDeg, decDeg).find((form) => form.words === words)?.text ?? ''
}

function distanceDeg(a: number, b: number): number {
  const difference = Math.abs(a - b) % 360
  return Math.min(difference, 360 - difference)
}

function ofParts(sign: string, parts: readonly string[]): number {
  const [whole = 0, minutes = 0, seconds = 0] = parts.map(Number)
  return (sign === '-' ? -1 : 1) * (whole + minutes / 60 + seconds / 3600)
}

test('read back, a sexagesimal form is the position to its last digit, and no part is ever 60', () => {
  assert(
    property(ra, dec, (raDeg, decDeg) => {
      for (const [words, pattern] of [
        ['Sexagesimal', /^(\d\d):([0-5]\d):([0-5]\d\.\d\d) ([+-])(\d\d):([0-5]\d):([0-5]\d\.\d)$/],
        ['CASA direction', /^ICRS (\d\d)h([0-5]\d)m([0-5]\d\.\d\d)s ([+-])(\d\d)d([0-5]\d)m([0-5]\d\.\d)s$/],
        ['CASA region', /^circle\[\[(\d\d)h([0-5]\d)m([0-5]\d\.\d\d)s, ([+-])(\d\d)d([0-5]\d)m([0-5]\d\.\d)s\], 10arcsec\], coord=ICRS$/],
      ] as const) {
        const found = pattern.exec(textOf(raDeg, decDeg, words))
        expect(found).not.toBeNull()
        const [, h = '', m = '', s = '', sign = '', d = '', arcmin = '', arcsec = ''] = found ?? []
        expect(Number(h)).toBeLessThan(24)
        expect(distanceDeg(ofParts('+', [h, m, s]) * 15, raDeg)).toBeLessThan(0.0051 / 240)
        expect(Math.abs(ofParts(sign, [d, arcmin, arcsec]) - decDeg)).toBeLessThan(0.051 / 3600)
      }
    }),
  )
})

test('read back, degrees and regions of DS9 are the position to a millionth of a degree', () => {
  assert(
    property(ra, dec, (raDeg, decDeg) => {
      for (const [words, pattern] of [
        ['Degrees', /^(\d+\.\d{6}) ([+-]\d+\.\d{6})$/],
        ['DS9 region', /^icrs;circle\((\d+\.\d{6}),([+-]\d+\.\d{6}),10"\)$/],
      ] as const) {
        const [, x = '', y = ''] = pattern.exec(textOf(raDeg, decDeg, words)) ?? []
        expect(Number(x)).toBeLessThan(360)
        expect(distanceDeg(Number(x), raDeg)).toBeLessThan(0.51e-6)
        expect(Math.abs(Number(y) - decDeg)).toBeLessThan(0.51e-6)
      }
    }),
  )
})

test('a position just south of the equator keeps its sign', () => {
  expect(textOf(10, -0.0001, 'Sexagesimal')).toBe('00:40:00.00 -00:00:00.4')
})
