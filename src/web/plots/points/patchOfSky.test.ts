import { array, assert, double, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { patchOf, projectionOf } from './patchOfSky.ts'

const place = record({ raDeg: double({ min: 0, max: 359.999, noNaN: true }), decDeg: double({ min: -90, max: 90, noNaN: true }) })

test('every place of a patch that is no whole sky lies within the map, wherever on the sky it is', () => {
  const near = record({
    middle: place,
    offsets: array(record({ east: double({ min: -3, max: 3, noNaN: true }), north: double({ min: -3, max: 3, noNaN: true }) }), {
      minLength: 1,
      maxLength: 20,
    }),
  })
  assert(
    property(near, ({ middle, offsets }) => {
      const places = offsets.map(({ east, north }) => {
        const decDeg = Math.max(-90, Math.min(90, middle.decDeg + north))
        return { raDeg: (middle.raDeg + east / Math.max(0.05, Math.cos((decDeg * Math.PI) / 180)) + 720) % 360, decDeg }
      })
      const projection = projectionOf(patchOf(places), 480, 320)
      for (const { raDeg, decDeg } of places) {
        const at = projection([raDeg, decDeg])
        expect(at).not.toBeNull()
        expect(at?.[0]).toBeGreaterThanOrEqual(0)
        expect(at?.[0]).toBeLessThanOrEqual(480)
        expect(at?.[1]).toBeGreaterThanOrEqual(0)
        expect(at?.[1]).toBeLessThanOrEqual(320)
      }
    }),
  )
})

test('places on both sides of 0 h are a small patch around it', () => {
  const patch = patchOf([
    { raDeg: 359.9, decDeg: 10 },
    { raDeg: 0.1, decDeg: 10 },
  ])
  expect(patch.radiusDeg).toBeLessThan(0.2)
  expect(Math.min(patch.raDeg, 360 - patch.raDeg)).toBeLessThan(0.01)
})
