import { assert, constantFrom, double, integer, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { aitoffProjection } from './aitoff.ts'
import { placeLabels } from './placeLabels.ts'
import { skyNet } from './skyNet.ts'

const window = record({
  lonDeg: double({ min: 0, max: 360, noNaN: true }),
  latDeg: double({ min: -85, max: 85, noNaN: true }),
  zoom: double({ min: 1, max: 2000, noNaN: true }),
})
const size = record({ width: integer({ min: 300, max: 1400 }), height: integer({ min: 200, max: 700 }) })

test('labels stand whole on the chart, and none over another', () => {
  assert(
    property(window, size, constantFrom('icrs', 'galactic'), (shown, chart, frame) => {
      const placed = placeLabels(skyNet(frame, chart, shown).labels, aitoffProjection(chart, shown), chart, 12)
      const boxes = placed.map(({ words, x, y, anchor }) => {
        const wide = words.length * 7
        return { left: anchor === 'middle' ? x - wide / 2 : x, right: anchor === 'middle' ? x + wide / 2 : x + wide, y }
      })
      for (const [k, { left, right, y }] of boxes.entries()) {
        expect(left).toBeGreaterThanOrEqual(0)
        expect(right).toBeLessThanOrEqual(chart.width + 1)
        for (const other of boxes.slice(0, k)) expect(right < other.left || other.right < left || Math.abs(y - other.y) >= 12).toBe(true)
      }
    }),
  )
})

test('the whole sky has its hours and its degrees', () => {
  const [chart, shown] = [
    { width: 780, height: 400 },
    { lonDeg: 0, latDeg: 0, zoom: 1 },
  ]
  const words = placeLabels(skyNet('icrs', chart, shown).labels, aitoffProjection(chart, shown), chart, 12).map((label) => label.words)
  expect(words).toEqual(expect.arrayContaining(['0h', '6h', '18h', '60°', '-30°']))
})
