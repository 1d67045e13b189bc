import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { degToArcsec, degToRad } from './angle.ts'
import { separationDeg, writeTangentOffsetDeg } from './separation.ts'
import { createWcs, wcsProblem } from './wcs.ts'
import type { WcsParameters } from './wcsParameters.ts'

const plain: WcsParameters = {
  projection: 'SIN',
  referenceX: 100,
  referenceY: 200,
  referenceRaDeg: 0.001,
  referenceDecDeg: -45,
  matrixDeg: [-0.001, 0, 0, 0.001],
  lonPoleDeg: 180,
  latPoleDeg: 90,
  slantXi: 0,
  slantEta: 0,
}

function turned(angleDeg: number, scaleDeg: number): readonly [number, number, number, number] {
  const cosine = scaleDeg * Math.cos(degToRad(angleDeg))
  const sine = scaleDeg * Math.sin(degToRad(angleDeg))
  return [-cosine, -sine, -sine, cosine]
}

const zenithal = fc.record({
  projection: fc.constantFrom('SIN' as const, 'TAN' as const, 'ZEA' as const),
  referenceX: fc.constant(500),
  referenceY: fc.constant(-20),
  referenceRaDeg: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 360, maxExcluded: true, noNaN: true })),
  referenceDecDeg: fc.oneof(fc.constantFrom(90, -90, 0, 89.999), fc.double({ min: -90, max: 90, noNaN: true })),
  matrixDeg: fc.double({ min: 0, max: 360, noNaN: true }).map((angle) => turned(angle, 0.002)),
  lonPoleDeg: fc.oneof(fc.constantFrom(180, 0), fc.double({ min: -180, max: 360, noNaN: true })),
  latPoleDeg: fc.constant(90),
  slantXi: fc.constant(0),
  slantEta: fc.constant(0),
})
const pixel = fc.double({ min: -4000, max: 4000, noNaN: true })

describe('a world coordinate system', () => {
  test('goes from a pixel to the sky and back, wherever its reference lies', () => {
    fc.assert(
      fc.property(zenithal, pixel, pixel, (parameters, x, y) => {
        const wcs = createWcs(parameters)
        const { raDeg, decDeg } = wcs.skyFromPixel(x, y)
        expect(raDeg).toBeGreaterThanOrEqual(0)
        expect(raDeg).toBeLessThan(360)
        const back = wcs.pixelFromSky(raDeg, decDeg)
        expect(Math.hypot(back.x - x, back.y - y)).toBeLessThan(1e-8)
      }),
    )
  })

  test('gives slices of the same sky for references turned in right ascension', () => {
    fc.assert(
      fc.property(zenithal, pixel, pixel, fc.constantFrom(0, 90, 180, 270, 359.999), (parameters, x, y, turnDeg) => {
        const here = createWcs(parameters).skyFromPixel(x, y)
        const there = createWcs({ ...parameters, referenceRaDeg: (parameters.referenceRaDeg + turnDeg) % 360 }).skyFromPixel(x, y)
        expect(degToArcsec(separationDeg(here.raDeg + turnDeg, here.decDeg, there.raDeg, there.decDeg))).toBeLessThan(1e-8)
      }),
    )
  })

  test('fills arrays with what it gives for one position', () => {
    const wcs = createWcs(plain)
    const raDeg = Float64Array.of(0.001, 359.9, 180)
    const decDeg = Float64Array.of(-45, -45.1, 45)
    const x = new Float64Array(3)
    const y = new Float64Array(3)
    wcs.pixelsFromSky(raDeg, decDeg, x, y)
    for (let i = 0; i < 3; i++) expect({ x: x[i], y: y[i] }).toEqual(wcs.pixelFromSky(raDeg[i], decDeg[i]))
    expect([x[0], y[0], x[2], y[2]]).toEqual([100, 200, NaN, NaN])
  })

  test('keeps both faces of the north celestial pole projection apart', () => {
    const decDeg = 52.75
    const ncp = createWcs({ ...plain, referenceDecDeg: decDeg, slantEta: 1 / Math.tan(degToRad(decDeg)), matrixDeg: [-1, 0, 0, 1] })
    // Seen along the Earth's axis the pole lies cos(dec0) / sin(dec0) north, and declination 0 is the limb.
    expect(ncp.pixelFromSky(0.001, 90).y - 200).toBeCloseTo(180 / Math.PI / Math.tan(degToRad(decDeg)), 9)
    expect(ncp.pixelFromSky(0.001, -0.01).x).toBeNaN()
    expect(ncp.pixelFromSky(0.001, 0.01).x).not.toBeNaN()
  })
})

describe('local axes', () => {
  test('point north up and east left in a plain image, by one pixel a pixel size', () => {
    const { northAngleDeg, eastX, eastY, northX, northY } = createWcs(plain).localAxes(100, 200)
    expect(Math.abs(((northAngleDeg + 180) % 360) - 180)).toBeLessThan(1e-6)
    expect([eastX / -1000, northY / 1000].map((ratio) => Math.abs(ratio - 1) < 1e-8)).toEqual([true, true])
    expect(Math.abs(eastY) + Math.abs(northX)).toBeLessThan(1e-4)
  })

  test('turn with the image', () => {
    const { northAngleDeg } = createWcs({ ...plain, matrixDeg: turned(30, 0.001) }).localAxes(100, 200)
    expect(northAngleDeg).toBeCloseTo(30, 5)
  })

  test('agree with the position angle to the next pixel anywhere in a rotated image', () => {
    fc.assert(
      fc.property(zenithal, pixel, pixel, (parameters, x, y) => {
        const wcs = createWcs(parameters)
        const here = wcs.skyFromPixel(x, y)
        fc.pre(Math.abs(here.decDeg) < 89.9)
        const { eastX, eastY, northX, northY } = wcs.localAxes(x, y)
        const there = wcs.skyFromPixel(x, y + 0.01)
        const offset = new Float64Array(2)
        writeTangentOffsetDeg(there.raDeg, there.decDeg, here.raDeg, here.decDeg, offset, 0)
        expect(offset[0] * eastX + offset[1] * northX).toBeCloseTo(0, 5)
        expect(offset[0] * eastY + offset[1] * northY).toBeCloseTo(0.01, 5)
      }),
    )
  })
})

describe('refused parameters', () => {
  test.each([
    [{ ...plain, referenceX: NaN }, 'every number of a world coordinate system must be finite'],
    [{ ...plain, matrixDeg: [1, 2, 2, 4] as const }, 'the matrix from pixels to degrees, [1, 2, 2, 4], has no inverse'],
    [{ ...plain, referenceDecDeg: -91 }, 'expected CRVAL2 between -90 and 90 deg, found -91'],
    [
      { ...plain, projection: 'CAR' as const, referenceDecDeg: 60, lonPoleDeg: 90 },
      'no position of the native pole agrees with CRVAL2 = 60 and LONPOLE = 90 in CAR',
    ],
  ])('say what is wrong %#', (parameters, problem) => {
    expect(wcsProblem(parameters)).toBe(problem)
    expect(() => createWcs(parameters)).toThrow(problem)
  })

  test('none where all is well', () => {
    expect(wcsProblem(plain)).toBeNull()
  })
})
