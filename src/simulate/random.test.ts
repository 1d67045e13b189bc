import { expect, test } from 'vitest'
import { RandomStream } from './random.ts'

test('a name gives the same numbers for ever', () => {
  const stream = new RandomStream('halley').fork('sky')
  expect([stream.uint32(), stream.uint32(), stream.uint32()]).toMatchInlineSnapshot(`
    [
      485536813,
      819256215,
      4086291121,
    ]
  `)
})

test('what is drawn from a stream does not move its forks', () => {
  const quiet = new RandomStream('a')
  const busy = new RandomStream('a')
  for (let i = 0; i < 100; i++) busy.normal()
  expect(busy.fork(7).uniform()).toBe(quiet.fork(7).uniform())
  expect(busy.fork('x').uniform()).not.toBe(busy.fork('y').uniform())
})

test('whole maps get the deviates that come one by one', () => {
  const many = new Float32Array(1001)
  new RandomStream('map').fillNormal(many)
  const sequence = new RandomStream('map')
  expect(many).toEqual(Float32Array.from(many, () => sequence.normal()))
})

test('normal deviates have the moments of the normal distribution', () => {
  const count = 400_000
  const deviates = new Float32Array(count)
  new RandomStream('moments').fillNormal(deviates)
  const moment = (power: number) => deviates.reduce((sum, value) => sum + value ** power, 0) / count
  expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(count))
  expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / count))
  expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / count))
  expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / count))
})

test('uniform deviates fill the open interval evenly, and streams of neighbouring names are unrelated', () => {
  const bins = new Int32Array(16)
  for (let i = 0; i < 16_000; i++) bins[Math.floor(16 * new RandomStream('s').fork(i).uniform())]++
  const chiSquared = bins.reduce((sum, found) => sum + (found - 1000) ** 2 / 1000, 0)
  expect(chiSquared).toBeLessThan(40)
})
