import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMoments, areaOfMoments, ellipseOfMoments, momentsOfEllipse, subtractMoments } from './ellipse.ts'

const axis = fc.double({ min: 1, max: 100, noNaN: true })
const ellipses = fc
  .record({ a: axis, b: axis, paDeg: fc.double({ min: 0, max: 179.99, noNaN: true }) })
  .filter(({ a, b }) => Math.abs(a - b) > 0.1)
  .map(({ a, b, paDeg }) => ({ majorArcsec: Math.max(a, b), minorArcsec: Math.min(a, b), paDeg }))

test('an ellipse comes back from its moments', () => {
  fc.assert(
    fc.property(ellipses, (ellipse) => {
      const back = ellipseOfMoments(momentsOfEllipse(ellipse))
      expect(back.majorArcsec).toBeCloseTo(ellipse.majorArcsec, 8)
      expect(back.minorArcsec).toBeCloseTo(ellipse.minorArcsec, 8)
      expect(Math.abs(Math.sin(((back.paDeg - ellipse.paDeg) * Math.PI) / 180))).toBeLessThan(1e-8)
      expect(areaOfMoments(momentsOfEllipse(ellipse)) * 8 * Math.LN2).toBeCloseTo(ellipse.majorArcsec * ellipse.minorArcsec, 6)
    }),
  )
})

test('what was convolved with the beam comes back by deconvolution', () => {
  fc.assert(
    fc.property(ellipses, ellipses, (source, beam) => {
      const own = momentsOfEllipse(source)
      const wide = addMoments(own, momentsOfEllipse(beam))
      expect(ellipseOfMoments(subtractMoments(wide, momentsOfEllipse(beam))).majorArcsec).toBeCloseTo(source.majorArcsec, 5)
    }),
  )
})

test('an axis that is narrower than the beam deconvolves to zero', () => {
  const beam = { majorArcsec: 12, minorArcsec: 10, paDeg: 30 }
  const fit = { majorArcsec: 11, minorArcsec: 9, paDeg: 30 }
  const own = ellipseOfMoments(subtractMoments(momentsOfEllipse(fit), momentsOfEllipse(beam)))
  expect([own.majorArcsec, own.minorArcsec]).toEqual([0, 0])
})
