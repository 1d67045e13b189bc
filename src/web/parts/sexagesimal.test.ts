import { expect, test } from 'vitest'
import { formatDec, formatRa } from './sexagesimal.ts'

test.each([
  [0, '00:00:00.00'],
  [83.633083, '05:34:31.94'],
  [359.9999999, '00:00:00.00'],
  [-15, '23:00:00.00'],
])('right ascension %d is %s', (raDeg, text) => {
  expect(formatRa(raDeg)).toBe(text)
})

test.each([
  [0, '+00:00:00.0'],
  [-0.01, '-00:00:36.0'],
  [22.0145, '+22:00:52.2'],
  [-69.999999, '-70:00:00.0'],
])('declination %d is %s', (decDeg, text) => {
  expect(formatDec(decDeg)).toBe(text)
})
