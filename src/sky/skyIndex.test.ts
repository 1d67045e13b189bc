import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arcsecToDeg } from './angle.ts'
import { crossMatch } from './crossMatch.ts'
import { nearest, neighbourSeparationDeg } from './nearest.ts'
import { separationDeg, writeOffsetPositionDeg } from './separation.ts'
import { buildSkyIndex } from './skyIndex.ts'
import type { SkyPairs } from './skyPairs.ts'

interface Positions {
  readonly raDeg: Float64Array
  readonly decDeg: Float64Array
}

/** Crowded fields about the places where a sky could have a seam, and positions anywhere. Multiples of 2^-16 deg make ties likely. */
const centre = fc.oneof(
  fc.constantFrom([0, 0], [0, 90], [123, -90], [0, -60], [180, 45], [359.9999, 89.999]),
  fc.tuple(fc.double({ min: 0, max: 360, maxExcluded: true, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true })),
)
const offsets = fc.array(fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 })), { maxLength: 60 })

function positionsAbout([centreRaDeg, centreDecDeg]: readonly number[], all: readonly (readonly [number, number])[]): Positions {
  const raDeg = new Float64Array(all.length)
  const decDeg = new Float64Array(all.length)
  const position = new Float64Array(2)
  for (const [i, [xi, eta]] of all.entries()) {
    writeOffsetPositionDeg(xi / 65_536, eta / 65_536, centreRaDeg, centreDecDeg, position, 0)
    raDeg[i] = position[0]
    decDeg[i] = position[1]
  }
  return { raDeg, decDeg }
}

function scatterOverSky(count: number, seed: number): Positions {
  const raDeg = new Float64Array(count)
  const decDeg = new Float64Array(count)
  let state = seed
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
  for (let i = 0; i < count; i++) {
    raDeg[i] = 360 * next()
    decDeg[i] = (Math.asin(2 * next() - 1) * 180) / Math.PI
  }
  return { raDeg, decDeg }
}

function bruteForcePairs(queries: Positions, others: Positions, radiusDeg: number): string[] {
  const found: [number, number, number][] = []
  for (let q = 0; q < queries.raDeg.length; q++) {
    for (let i = 0; i < others.raDeg.length; i++) {
      const separation = separationDeg(queries.raDeg[q], queries.decDeg[q], others.raDeg[i], others.decDeg[i])
      if (separation <= radiusDeg) found.push([q, separation, i])
    }
  }
  return found.map(([q, , i]) => `${q}-${i}`).sort()
}

function namesOf(pairs: SkyPairs): string[] {
  return Array.from(pairs.query, (query, k) => `${query}-${pairs.index[k]}`)
}

function expectOrder(pairs: SkyPairs): void {
  for (let k = 1; k < pairs.query.length; k++) {
    const rank =
      pairs.query[k] - pairs.query[k - 1] || pairs.separationDeg[k] - pairs.separationDeg[k - 1] || pairs.index[k] - pairs.index[k - 1]
    expect(rank).toBeGreaterThan(0)
  }
}

describe('pairs within a radius', () => {
  // No separation of the grid of offsets is this close to the radius.
  const radiusDeg = fc.constantFrom(0.9 / 65_536, 30.3 / 65_536, 500.7 / 65_536)

  test('are those of brute force, at the poles and at RA 0 too', () => {
    fc.assert(
      fc.property(centre, offsets, offsets, radiusDeg, (about, first, second, radius) => {
        const queries = positionsAbout(about, first)
        const others = positionsAbout(about, second)
        const expected = bruteForcePairs(queries, others, radius)
        const zones = crossMatch(queries.raDeg, queries.decDeg, others.raDeg, others.decDeg, radius)
        expectOrder(zones)
        expect(namesOf(zones).sort()).toEqual(expected)
      }),
    )
  })

  test('stay the same pairs when the field moves anywhere on the sky', () => {
    fc.assert(
      fc.property(centre, offsets, offsets, (about, first, second) => {
        const radius = 30.3 / 65_536
        const here = [positionsAbout([40, 10], first), positionsAbout([40, 10], second)]
        const there = [positionsAbout(about, first), positionsAbout(about, second)]
        const [pairsHere, pairsThere] = [here, there].map(([a, b]) =>
          namesOf(crossMatch(a.raDeg, a.decDeg, b.raDeg, b.decDeg, radius)).sort(),
        )
        expect(pairsThere).toEqual(pairsHere)
      }),
    )
  })

  test.each([0.01, 3, 20, 89, 120, 180])('are those of brute force over the whole sky, radius %d deg', (radius) => {
    const queries = scatterOverSky(120, 1)
    const others = scatterOverSky(150, 2)
    const expected = bruteForcePairs(queries, others, radius)
    expect(namesOf(crossMatch(queries.raDeg, queries.decDeg, others.raDeg, others.decDeg, radius)).sort()).toEqual(expected)
  })

  test('measure a tenth of a milliarcsecond', () => {
    const raDeg = Float64Array.of(0, 0)
    const decDeg = Float64Array.of(89.9, -30)
    const otherDecDeg = Float64Array.of(89.9 + arcsecToDeg(1e-4), -30 - arcsecToDeg(1e-4))
    const zones = crossMatch(raDeg, decDeg, raDeg, otherDecDeg, arcsecToDeg(1.1e-4))
    expect(namesOf(zones)).toEqual(['0-0', '1-1'])
    expect(zones.separationDeg[0] * 3600).toBeCloseTo(1e-4, 9)
    expect(crossMatch(raDeg, decDeg, raDeg, otherDecDeg, arcsecToDeg(0.9e-4)).query.length).toBe(0)
  })

  test('leave out positions that are not finite', () => {
    const raDeg = Float64Array.of(NaN, 10, 10)
    const decDeg = Float64Array.of(0, Infinity, 0)
    expect(namesOf(crossMatch(raDeg, decDeg, raDeg, decDeg, 1))).toEqual(['2-2'])
  })

  test('of many duplicates come in the order of their indices', () => {
    const raDeg = new Float64Array(50).fill(359.9999)
    const decDeg = new Float64Array(50).fill(-12.3)
    const expected = Array.from({ length: 2500 }, (_, k) => `${Math.floor(k / 50)}-${k % 50}`)
    expect(namesOf(crossMatch(raDeg, decDeg, raDeg, decDeg, 0))).toEqual(expected)
  })
})

describe('the nearest position', () => {
  test('is that of brute force; of equal distances the lowest index wins', () => {
    fc.assert(
      fc.property(centre, offsets, offsets, (about, first, second) => {
        const queries = positionsAbout(about, first)
        const others = positionsAbout(about, [...second, ...second])
        const { index, separationDeg: found } = nearest(buildSkyIndex(others.raDeg, others.decDeg), queries.raDeg, queries.decDeg)
        for (let q = 0; q < index.length; q++) {
          const all = Array.from(others.raDeg, (ra, i) => separationDeg(queries.raDeg[q], queries.decDeg[q], ra, others.decDeg[i]))
          const least = Math.min(...all)
          if (all.length === 0) {
            expect([index[q], found[q]]).toEqual([-1, NaN])
            continue
          }
          expect(Math.abs(all[index[q]] - least)).toBeLessThan(1e-13)
          expect(Math.abs(found[q] - least)).toBeLessThan(1e-13)
          // Every position is there twice: the first copy has the lower index.
          expect(index[q]).toBeLessThan(second.length)
        }
      }),
    )
  })

  test('is none beyond the radius', () => {
    const sky = buildSkyIndex(Float64Array.of(0), Float64Array.of(0))
    const raDeg = Float64Array.of(0.999, 1.001, 180, NaN)
    const decDeg = Float64Array.of(0, 0, 0, 0)
    expect([...nearest(sky, raDeg, decDeg, 1).index]).toEqual([0, -1, -1, -1])
    expect([...nearest(sky, raDeg, decDeg).index]).toEqual([0, 0, 0, -1])
    expect(nearest(sky, raDeg, decDeg).separationDeg[2]).toBe(180)
  })
})

describe('the neighbours of a catalogue', () => {
  test('are at the separations of brute force, each rank', () => {
    const { raDeg, decDeg } = scatterOverSky(200, 3)
    const sky = buildSkyIndex(raDeg, decDeg)
    for (const rank of [1, 2, 5]) {
      const found = neighbourSeparationDeg(sky, 200, rank)
      for (let i = 0; i < 200; i++) {
        const all = Array.from(raDeg, (ra, j) => (j === i ? Infinity : separationDeg(raDeg[i], decDeg[i], ra, decDeg[j]))).sort(
          (a, b) => a - b,
        )
        expect(found[i]).toBeCloseTo(all[rank - 1], 11)
      }
    }
  })

  test('are 0 away where a position is there twice, and unknown where it is alone', () => {
    const twice = buildSkyIndex(Float64Array.of(5, 5), Float64Array.of(6, 6))
    expect([...neighbourSeparationDeg(twice, 2)]).toEqual([0, 0])
    expect([...neighbourSeparationDeg(buildSkyIndex(Float64Array.of(5, NaN), Float64Array.of(6, 0)), 2)]).toEqual([NaN, NaN])
  })
})
