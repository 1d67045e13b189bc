import { expect, test } from 'vitest'
import { noiseKernel, writeUnitNoise } from './correlatedNoise.ts'
import { momentsOfEllipse } from './ellipse.ts'
import { RandomStream } from './random.ts'

const size = 700
const pixelScaleArcsec = 2.5

function covariance(noise: Float32Array, dx: number, dy: number): number {
  let sum = 0
  let count = 0
  for (let y = 0; y < size - dy; y++) {
    for (let x = Math.max(0, -dx); x < size - Math.max(0, dx); x++) {
      sum += noise[y * size + x] * noise[(y + dy) * size + x + dx]
      count++
    }
  }
  return sum / count
}

test.each([0, 35, 90, 160])('noise has variance 1 and is correlated as a beam of position angle %i', (paDeg) => {
  const beam = momentsOfEllipse({ majorArcsec: 17, minorArcsec: 11, paDeg })
  const noise = new Float32Array(size * size)
  writeUnitNoise(noiseKernel(beam, pixelScaleArcsec), size, size, new RandomStream(`noise ${paDeg}`), noise)
  const determinant = beam.ee * beam.nn - beam.en * beam.en
  for (const [dx, dy] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [3, 0],
    [0, 3],
    [2, 2],
    [-2, 2],
    [-4, 1],
    [4, 1],
  ]) {
    const east = -pixelScaleArcsec * dx
    const north = pixelScaleArcsec * dy
    const square = (beam.nn * east * east - 2 * beam.en * east * north + beam.ee * north * north) / determinant
    expect(Math.abs(covariance(noise, dx, dy) - Math.exp(-square / 2))).toBeLessThan(0.03)
  }
})

test('noise is the same at the edges as in the middle', () => {
  const kernel = noiseKernel(momentsOfEllipse({ majorArcsec: 13, minorArcsec: 11, paDeg: 60 }), pixelScaleArcsec)
  const noise = new Float32Array(20 * 20)
  const random = new RandomStream('edges')
  const squares = { corner: 0, middle: 0 }
  const maps = 4000
  for (let i = 0; i < maps; i++) {
    writeUnitNoise(kernel, 20, 20, random, noise)
    squares.corner += noise[0] ** 2
    squares.middle += noise[210] ** 2
  }
  expect(squares.corner / maps).toBeCloseTo(1, 1)
  expect(squares.middle / maps).toBeCloseTo(1, 1)
})
