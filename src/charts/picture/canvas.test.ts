import { expect, test } from 'vitest'
import { Canvas, type Ink, type Point } from './canvas.ts'
import { labelPixels, labelWidth } from './glyphs.ts'

const black: Ink = [0, 0, 0]

/** How much of the picture is covered, in pixels. */
function inkOn(canvas: Canvas): number {
  return canvas.rgba.reduce((sum, value, at) => sum + (at % 4 === 3 ? value / 255 : 0), 0)
}

function ellipse(x: number, y: number, a: number, b: number): Point[] {
  return Array.from({ length: 200 }, (_, k) => [x + a * Math.cos((k * Math.PI) / 100), y + b * Math.sin((k * Math.PI) / 100)])
}

test('an ellipse that is filled covers its area, whichever way its path turns', () => {
  for (const path of [ellipse(50.3, 40.7, 30, 12), ellipse(50.3, 40.7, 30, 12).reverse()]) {
    const canvas = new Canvas(100, 80)
    canvas.fill(path, black)
    expect(inkOn(canvas)).toBeCloseTo(Math.PI * 30 * 12, -1)
  }
})

test('a line covers its length times its width, and crosses itself without growing darker', () => {
  const straight = new Canvas(100, 40)
  straight.stroke(
    [
      [10, 20],
      [90, 20],
    ],
    { ink: black, widthPx: 2 },
  )
  expect(Math.abs(inkOn(straight) - 160)).toBeLessThan(5)
  const crossing = new Canvas(40, 40)
  crossing.stroke(
    [
      [5, 5],
      [35, 35],
      [35, 5],
      [5, 35],
    ],
    { ink: black, widthPx: 3, opacity: 0.5 },
  )
  expect(Math.max(...crossing.rgba.filter((_, at) => at % 4 === 3))).toBe(128)
})

test('a dashed line has ink on the share of its length that its dashes have, round corners too', () => {
  const canvas = new Canvas(120, 120)
  const path: readonly Point[] = [
    [10, 10],
    [110, 10],
    [110, 110],
  ]
  canvas.stroke(path, { ink: black, widthPx: 1, dashPx: [6, 4] })
  // Round ends add a little more than a pixel to each of the 20 dashes.
  expect(Math.abs(inkOn(canvas) - 120)).toBeLessThan(28)
})

test('what lies off the picture is not drawn, and is no fault', () => {
  const canvas = new Canvas(20, 20)
  canvas.stroke(ellipse(-30, 50, 8, 8), { ink: black, widthPx: 2 })
  canvas.fill(ellipse(100, 100, 8, 8), black)
  expect(inkOn(canvas)).toBe(0)
  canvas.label('+12°30′', [-50, 300], { ink: black, rim: [255, 255, 255] })
  expect(inkOn(canvas)).toBeGreaterThan(0)
})

test('every sign of coordinates has a letter of its own', () => {
  const signs = '0123456789hms°′″+−.'.split('')
  const looks = signs.map((sign) => JSON.stringify(labelPixels(sign)))
  expect(new Set(looks).size).toBe(signs.length)
  for (const sign of signs) expect(labelPixels(sign).every(([x, y]) => x >= 0 && x < 5 && y >= 0 && y < 7)).toBe(true)
  expect(labelWidth('05h30m')).toBe(35)
})
