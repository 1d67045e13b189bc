import { describe, expect, test } from 'vitest'
import { degToArcsec } from '../../src/sky/angle.ts'
import { separationDeg, writeOffsetPositionDeg, writeTangentOffsetDeg } from '../../src/sky/separation.ts'
import { angleBetweenDeg, writeUnitVector } from '../../src/sky/unitVector.ts'
import { oracleRows } from './oracleTable.ts'

const rows = oracleRows('separation/pairs.csv').map((row) => row.map(Number))

describe('separations', () => {
  test('have thirteen digits at any distance, against fifty-digit arithmetic', () => {
    for (const [raA, decA, raB, decB, exact] of rows) {
      const found = separationDeg(raA, decA, raB, decB)
      // Near the antipode and at a pole the positions themselves are no better.
      expect(Math.abs(found - exact), `${raA} ${decA} ${raB} ${decB}`).toBeLessThanOrEqual(
        Math.max(1e-13 * exact, exact > 90 ? 5e-12 : 2e-14),
      )
    }
  })

  test('by unit vectors are good to 2e-10 arcsec', () => {
    for (const [raA, decA, raB, decB, exact] of rows) {
      const vectors = new Float64Array(6)
      writeUnitVector(raA, decA, vectors, 0)
      writeUnitVector(raB, decB, vectors, 3)
      const [ax, ay, az, bx, by, bz] = vectors
      expect(Math.abs(degToArcsec(angleBetweenDeg(ax, ay, az, bx, by, bz) - exact))).toBeLessThan(2e-10)
    }
  })

  test('agree with astropy', () => {
    for (const [raA, decA, raB, decB, , astropy] of rows) {
      expect(Math.abs(degToArcsec(separationDeg(raA, decA, raB, decB) - astropy))).toBeLessThan(1e-9)
    }
  })
})

test('tangent offsets agree with astropy, and lead back', () => {
  const pair = new Float64Array(2)
  for (const [raA, decA, raB, decB, exact, , xi, eta] of rows) {
    writeTangentOffsetDeg(raB, decB, raA, decA, pair, 0)
    if (exact > 89.9999) {
      expect([...pair]).toEqual([NaN, NaN])
      continue
    }
    // At a pole astropy's frame has its own idea of north.
    if (Math.abs(decA) < 90) {
      expect(Math.abs(pair[0] - xi)).toBeLessThan(1e-12 * (1 + Math.abs(xi)) ** 2)
      expect(Math.abs(pair[1] - eta)).toBeLessThan(1e-12 * (1 + Math.abs(eta)) ** 2)
    }
    writeOffsetPositionDeg(pair[0], pair[1], raA, decA, pair, 0)
    expect(degToArcsec(separationDeg(pair[0], pair[1], raB, decB))).toBeLessThan(1e-9)
  }
})
