import { array, assert, boolean, constantFrom, double, integer, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { lightCurveSvg } from '../lightCurveSvg.ts'
import { along, valueAt } from './axis.ts'
import { kindOf, shownValue, timeScales, type CurveOptions, type CurvePoint } from './curvePoint.ts'
import { epochPairs } from './epochPairs.ts'
import { layOutCurve } from './layOutCurve.ts'

const start = Date.UTC(2026, 0, 1)

const drawn = record({
  hours: integer({ min: 0, max: 40_000 }),
  value: double({ min: -5, max: 500, noNaN: true }),
  error: double({ min: 0.01, max: 5, noNaN: true }),
  isForced: boolean(),
  frequencyMhz: constantFrom(887.5, 1367.5, null),
})

const curves = array(drawn, { minLength: 1, maxLength: 60 }).map((points) =>
  points.map(({ hours, ...point }, id): CurvePoint => ({ ...point, id, timeMs: start + hours * 3_600_000, mjd: 61_041 + hours / 24 })),
)

const options = record({
  label: constantFrom('Peak flux density'),
  unit: constantFrom('mJy/beam'),
  time: constantFrom(...timeScales),
  isLogFlux: boolean(),
  limitSigma: constantFrom(null, 2, 3, 5),
  isByBand: boolean(),
  range: constantFrom(null),
})

const size = { width: 640, height: 300, fontSize: 12 }

test('every point stands inside the frame, in the order of its time and its value, or is counted as hidden', () => {
  assert(
    property(curves, options, (points, how: CurveOptions) => {
      const layout = layOutCurve(points, how, size)
      const { left, right, top, bottom } = layout.frame
      expect(layout.points.length + layout.hidden).toBe(points.length)
      if (!how.isLogFlux) expect(layout.hidden).toBe(0)
      for (const { x, y } of layout.points) {
        expect(x >= left - 1e-6 && x <= right + 1e-6 && y >= top - 1e-6 && y <= bottom + 1e-6).toBe(true)
      }
      const byTime = layout.points.toSorted((a, b) => a.point.timeMs - b.point.timeMs)
      for (const [index, placed] of byTime.entries()) expect(placed.x).toBeGreaterThanOrEqual((byTime[index - 1]?.x ?? 0) - 1e-6)
      const byValue = layout.points.toSorted((a, b) => shownValue(a.point, how.limitSigma) - shownValue(b.point, how.limitSigma))
      for (const [index, placed] of byValue.entries()) expect(placed.y).toBeLessThanOrEqual((byValue[index - 1]?.y ?? 1e9) + 1e-6)
    }),
  )
})

test('the words of an axis stand within it, each at its value, and are not too many', () => {
  assert(
    property(curves, options, (points, how: CurveOptions) => {
      const { x, y } = layOutCurve(points, how, size)
      for (const axis of [x, y]) {
        expect(axis.ticks.length).toBeLessThanOrEqual(25)
        for (const { value } of axis.ticks) {
          const share = along(axis, value)
          expect(share >= -1e-9 && share <= 1 + 1e-9).toBe(true)
          expect(Math.abs(valueAt(axis, share) - value)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(value)))
        }
      }
    }),
  )
})

test('the figure has one disc for each detection and one triangle for each upper limit, which stands at so many times its error', () => {
  assert(
    property(curves, (points) => {
      const how: CurveOptions = {
        label: 'Flux <density>',
        unit: 'mJy',
        time: 'date',
        isLogFlux: false,
        limitSigma: 3,
        isByBand: false,
        range: null,
      }
      const svg = lightCurveSvg(points, how, 84)
      const kinds = points.map((point) => kindOf(point, 3))
      const legend = new Set(kinds).size > 0 && kinds.includes('detection') ? 1 : 0
      expect(svg.match(/<circle /g)?.length ?? 0).toBe(kinds.filter((kind) => kind === 'detection').length + legend)
      expect(svg).toContain('Flux &lt;density&gt; [mJy]')
      for (const point of points) if (kindOf(point, 3) === 'limit') expect(shownValue(point, 3)).toBe(3 * point.error)
    }),
    { numRuns: 30 },
  )
})

test('pairs are every two epochs of one band, by the formulas, the earlier first', () => {
  assert(
    property(curves, (points) => {
      const pairs = epochPairs(points)
      const bands = Map.groupBy(points, ({ frequencyMhz }) => frequencyMhz)
      const sums = [...bands.values()].map(({ length }) => (length * (length - 1)) / 2)
      expect(pairs.length).toBeLessThanOrEqual(sums.reduce((a, b) => a + b, 0))
      for (const { a, b, vs, m, isVariable } of pairs) {
        expect(a.timeMs).toBeLessThanOrEqual(b.timeMs)
        expect(vs).toBeCloseTo((a.value - b.value) / Math.sqrt(a.error ** 2 + b.error ** 2), 6)
        if (Number.isFinite(m)) expect(m * (a.value + b.value)).toBeCloseTo(2 * (a.value - b.value), 6)
        expect(isVariable).toBe(Math.abs(vs) >= 4.3 && Math.abs(m) >= 0.26)
      }
    }),
  )
})
