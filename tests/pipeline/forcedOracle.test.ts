import { expect, test } from 'vitest'
import { measureImage } from '../../src/pipeline/forced/measureImage.ts'
import { oracleRows } from '../sky/oracleTable.ts'
import { memoryMap, requestsAt, shapedFacts } from './memoryMap.ts'

const scenes = oracleRows('forced/scenes.csv')
const fitRows = oracleRows('forced/fits.csv')

/** The hash of scripts/debian/oracles/forced.py. */
function uniform(x: number, y: number, plane: number): number {
  let h = (Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(plane, 974634777)) >>> 0
  h = Math.imul(h ^ (h >>> 13), 1274126177) >>> 0
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}

function mapsOf(width: number, height: number, hasBlanks: boolean) {
  const background = memoryMap(width, height, (x, y) => 1e-3 * uniform(x, y, 3))
  const noise = memoryMap(width, height, (x, y) => 1e-3 * (1 + uniform(x, y, 2)))
  const image = memoryMap(width, height, (x, y) => (hasBlanks && x >= 80 ? NaN : 1e-3 * uniform(x, y, 3) + 4e-3 * (uniform(x, y, 1) - 0.3)))
  if (hasBlanks) {
    noise.pixels[30 * width + 40] = 0
    noise.pixels[52 * width + 20] = NaN
    image.pixels[25 * width + 60] = NaN
  }
  return { image, noise, background }
}

test.each(scenes)('forced fits of the scene %s are those of numpy', async (...scene) => {
  const [width, height, pixelArcsec, bmajArcsec, bminArcsec, bpaDeg, rotationDeg, edgeBufferScale, clusterThreshold, allowNan, blanks] =
    scene.slice(1).map(Number)
  const expected = fitRows.filter((row) => row[0] === scene[0]).map((row) => row.slice(1).map(Number))
  const result = await measureImage({
    ...mapsOf(width, height, blanks === 1),
    facts: shapedFacts({ width, height, pixelArcsec, bmajArcsec, bminArcsec, bpaDeg, rotationDeg }),
    requests: requestsAt(expected.map(([x, y]) => [x, y])),
    settings: { edgeBufferScale, clusterThreshold, allowNan: allowNan === 1 },
  })
  if (!result.ok) throw new Error(result.fault.message)
  const fits = result.value
  expect(expected.length).toBe(24)
  for (const [i, [, , covered, rmsMjy, fitted, fluxMjy, fluxErrMjy, chiSquared, degreesOfFreedom]] of expected.entries()) {
    expect([fits.covered[i], fits.fitted[i], fits.degreesOfFreedom[i]]).toEqual([covered, fitted, degreesOfFreedom])
    const pairs = [
      [fits.rmsMjy[i], rmsMjy],
      [fits.fluxMjy[i], fluxMjy],
      [fits.fluxErrMjy[i], fluxErrMjy],
      [fits.chiSquared[i], chiSquared],
    ]
    for (const [found, wanted] of pairs) {
      expect(Number.isNaN(found)).toBe(Number.isNaN(wanted))
      if (!Number.isNaN(wanted)) expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(wanted)))
    }
  }
})
