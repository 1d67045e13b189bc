import { expect, test } from 'vitest'
import { iteratedGaussian, onceClippedGaussian } from '../../src/sky/clippedGaussian.ts'
import { oracleRows } from './oracleTable.ts'

const populations = oracleRows('etaV/populations.csv').map(([name, ...cells]) => {
  const [vastMean, vastSigma, vastCount, trapMean, trapSigma, trapCount] = cells.map(Number)
  const values = Float64Array.from(cells.at(-1)?.split(' ') ?? [], Number)
  const vast = { mean: vastMean, sigma: vastSigma, count: vastCount }
  return { name, vast, trap: { mean: trapMean, sigma: trapSigma, count: trapCount }, values }
})

test.each(populations)('the Gaussians of $name are those of astropy and scipy', ({ values, vast, trap }) => {
  const scale = 1 + Math.max(...values.map(Math.abs))
  const close = ({ mean, sigma, count }: typeof vast) => ({
    mean: expect.closeTo(mean / scale, 13),
    sigma: expect.closeTo(sigma / scale, 13),
    count,
  })
  const scaled = ({ mean, sigma, count }: typeof vast) => ({ mean: mean / scale, sigma: sigma / scale, count })
  expect(scaled(iteratedGaussian(values))).toEqual(close(vast))
  expect(scaled(onceClippedGaussian(values))).toEqual(close(trap))
})

test('the order of the values does not change what is cut off', () => {
  for (const { values, vast, trap } of populations) {
    expect(iteratedGaussian(values.toReversed()).count).toBe(vast.count)
    expect(onceClippedGaussian(values.toReversed()).count).toBe(trap.count)
  }
})

test('values are left as they are', () => {
  const values = Float64Array.of(5, 1, 4, 1, 90)
  iteratedGaussian(values)
  onceClippedGaussian(values)
  expect([...values]).toEqual([5, 1, 4, 1, 90])
})
