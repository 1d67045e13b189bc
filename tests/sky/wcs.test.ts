import { describe, expect, test } from 'vitest'
import { degToArcsec } from '../../src/sky/angle.ts'
import { defaultLonPoleDeg } from '../../src/sky/nativeSphere.ts'
import { separationDeg } from '../../src/sky/separation.ts'
import { createWcs, pixelScalesDeg } from '../../src/sky/wcs.ts'
import type { ProjectionCode, WcsParameters } from '../../src/sky/wcsParameters.ts'
import { oracleRows } from './oracleTable.ts'

const projections: readonly ProjectionCode[] = ['SIN', 'TAN', 'ZEA', 'CAR']

interface OracleHeader {
  readonly name: string
  readonly parameters: WcsParameters
  readonly scalesDeg: readonly number[]
  readonly keywords: string
}

const headers = oracleRows('wcs/headers.csv').map(([name, code, ...cells]): OracleHeader => {
  const [x, y, raDeg, decDeg, xx, xy, yx, yy, lonPoleDeg, latPoleDeg, slantXi, slantEta, ...scalesDeg] = cells.slice(0, -1).map(Number)
  const projection = projections.find((known) => known === code) ?? 'SIN'
  const reference = { referenceX: x, referenceY: y, referenceRaDeg: raDeg, referenceDecDeg: decDeg }
  const parameters = { projection, ...reference, matrixDeg: [xx, xy, yx, yy] as const, lonPoleDeg, latPoleDeg, slantXi, slantEta }
  return { name, parameters, scalesDeg, keywords: cells.at(-1) ?? '' }
})
const points = oracleRows('wcs/points.csv')

describe.each(headers)('$name agrees with wcslib', ({ name, parameters, scalesDeg, keywords }) => {
  const wcs = createWcs(parameters)
  const mine = points.filter((row) => row[0] === name)

  test('from pixels to the sky, to 1e-8 arcsec', () => {
    for (const [, , ...cells] of mine.filter((row) => row[1] === 'pixel')) {
      const [x, y, raDeg, decDeg] = cells.map(Number)
      const found = wcs.skyFromPixel(x, y)
      expect(Number.isNaN(found.raDeg), cells.join()).toBe(Number.isNaN(raDeg))
      expect(Number.isNaN(found.decDeg), cells.join()).toBe(Number.isNaN(decDeg))
      if (Number.isNaN(raDeg)) continue
      expect(degToArcsec(separationDeg(raDeg, decDeg, found.raDeg, found.decDeg)), cells.join()).toBeLessThan(1e-8)
    }
  })

  test('from the sky to pixels, to 1e-8 pixel', () => {
    for (const [, , ...cells] of mine.filter((row) => row[1] === 'sky')) {
      const [x, y, raDeg, decDeg] = cells.map(Number)
      const found = wcs.pixelFromSky(raDeg, decDeg)
      expect(Number.isNaN(found.x), cells.join()).toBe(Number.isNaN(x))
      expect(Number.isNaN(found.y), cells.join()).toBe(Number.isNaN(y))
      if (Number.isNaN(x)) continue
      // Far outside an image a pixel number of millions carries its own rounding.
      expect(Math.abs(found.x - x), cells.join()).toBeLessThan(1e-8 + 1e-14 * Math.abs(x))
      expect(Math.abs(found.y - y), cells.join()).toBeLessThan(1e-8 + 1e-14 * Math.abs(y))
    }
  })

  test('in its pixel scales and its default LONPOLE', () => {
    const [first, second] = pixelScalesDeg(parameters)
    expect(first).toBeCloseTo(scalesDeg[0], 15)
    expect(second).toBeCloseTo(scalesDeg[1], 15)
    if (keywords.includes('LONPOLE')) return
    expect(defaultLonPoleDeg(parameters.projection, parameters.referenceDecDeg)).toBe(parameters.lonPoleDeg)
  })
})
