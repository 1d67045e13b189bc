// Lines of the sky over images, and positions between nodes, against the tables that wcslib gave.
import { describe, expect, test } from 'vitest'
import { degToArcsec, raDifferenceDeg } from '../../src/sky/angle.ts'
import { separationDeg } from '../../src/sky/separation.ts'
import { skyGrid, skyLattice, type PixelBox } from '../../src/sky/skyGrid.ts'
import { createWcs, pixelScalesDeg } from '../../src/sky/wcs.ts'
import type { ProjectionCode } from '../../src/sky/wcsParameters.ts'
import { skyAt } from '../../src/web/plots/picture/skyAt.ts'
import { oracleRows } from './oracleTable.ts'

const projections: readonly ProjectionCode[] = ['SIN', 'TAN', 'ZEA', 'CAR']

const systems = oracleRows('wcs/headers.csv').map(([name = '', code, ...cells]) => {
  const [x, y, raDeg, decDeg, xx, xy, yx, yy, lonPoleDeg, latPoleDeg, slantXi, slantEta] = cells.slice(0, -1).map(Number)
  const projection = projections.find((known) => known === code) ?? 'SIN'
  const reference = { referenceX: x, referenceY: y, referenceRaDeg: raDeg, referenceDecDeg: decDeg }
  const wcs = createWcs({ projection, ...reference, matrixDeg: [xx, xy, yx, yy], lonPoleDeg, latPoleDeg, slantXi, slantEta })
  return { name, wcs }
})
const points = oracleRows('wcs/points.csv').filter(([, from]) => from === 'pixel')

/** Three degrees around a pixel. */
function boxAround(scaleDeg: number, x: number, y: number): PixelBox {
  const edge = Math.max(8, Math.round(3 / scaleDeg))
  return { firstX: Math.round(x - edge / 3), firstY: Math.round(y - edge / 4), width: edge, height: edge }
}

/** Right ascension and declination of pixels as wcslib has them, where they show sky. */
function skyOf(name: string): readonly (readonly [x: number, y: number, raDeg: number, decDeg: number])[] {
  return points
    .filter((row) => row[0] === name && !Number.isNaN(Number(row[4])))
    .map(([, , ...cells]) => cells.map(Number) as [number, number, number, number])
}

describe.each(systems)('$name', ({ name, wcs }) => {
  const scaleDeg = Math.min(...pixelScalesDeg(wcs.parameters))

  test('positions between the nodes of a lattice are those of wcslib, to a thousandth of an arcsec or of a pixel', () => {
    for (const [x, y, raDeg, decDeg] of skyOf(name)) {
      const box = boxAround(scaleDeg, x, y)
      const lattice = { nodes: 33, ...skyLattice(wcs, box, 33) }
      if (lattice.raDeg.some(Number.isNaN)) continue
      const found = skyAt(lattice, { ...box, x: box.firstX, y: box.firstY }, x, y)
      expect(found, `${x} ${y}`).not.toBeNull()
      expect(degToArcsec(separationDeg(raDeg, decDeg, found?.raDeg ?? 0, found?.decDeg ?? 0)), `${x} ${y}`).toBeLessThan(
        1e-3 * Math.max(1, degToArcsec(scaleDeg)),
      )
    }
  })

  test('every point of a line inside the box has the value that the line has', () => {
    for (const [x, y] of skyOf(name).slice(0, 4)) {
      const box = boxAround(scaleDeg, x, y)
      const lines = skyGrid(wcs, box)
      for (const { axis, valueDeg, parts } of lines) {
        for (const part of parts) {
          for (let k = 2; k + 3 < part.length; k += 2) {
            const { raDeg, decDeg } = wcs.skyFromPixel(part[k] ?? 0, part[k + 1] ?? 0)
            const off = axis === 'ra' ? raDifferenceDeg(raDeg, valueDeg) * Math.cos((decDeg * Math.PI) / 180) : decDeg - valueDeg
            expect(Math.abs(off), `${axis} ${valueDeg}`).toBeLessThan(1e-9)
          }
          for (let k = 0; k < part.length; k += 2) {
            const [atX, atY] = [part[k] ?? 0, part[k + 1] ?? 0]
            expect(atX).toBeGreaterThanOrEqual(box.firstX - 0.5 - 1e-6)
            expect(atX).toBeLessThanOrEqual(box.firstX + box.width - 0.5 + 1e-6)
            expect(atY).toBeGreaterThanOrEqual(box.firstY - 0.5 - 1e-6)
            expect(atY).toBeLessThanOrEqual(box.firstY + box.height - 0.5 + 1e-6)
          }
        }
      }
    }
  })
})

test('lines are labelled with the digits of their steps, over right ascension 0 too, and none comes twice', () => {
  const system = systems.find(({ name }) => name === 'sin-across-ra-0')
  if (!system) throw new Error('The oracle has a system across right ascension 0.')
  const lines = skyGrid(system.wcs, { firstX: 4000, firstY: -1000, width: 2000, height: 2000 })
  const labels = lines.map(({ label }) => label)
  expect(new Set(labels).size).toBe(labels.length)
  expect(lines.filter(({ axis }) => axis === 'ra').map(({ label }) => label)).toEqual(['23h56m', '23h58m', '00h00m', '00h02m', '00h04m'])
  expect(lines.filter(({ axis }) => axis === 'dec').map(({ label }) => label)).toEqual([
    '−46°00′',
    '−45°40′',
    '−45°20′',
    '−45°00′',
    '−44°40′',
  ])
})
