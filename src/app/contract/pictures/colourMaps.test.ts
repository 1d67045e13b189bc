import { expect, test } from 'vitest'
import { colourMap, colourNames } from './colourMaps.ts'

function coloursOf(name: (typeof colourNames)[number]): number[][] {
  const map = colourMap(name)
  return Array.from({ length: 256 }, (_, index) => [...map.subarray(3 * index, 3 * index + 3)])
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

test('each map begins and ends with the colours that it is published with', () => {
  const ends = Object.fromEntries(colourNames.map((name) => [name, [coloursOf(name)[1], coloursOf(name)[255]]]))
  expect(ends).toEqual({
    grey: [
      [255, 255, 255],
      [0, 0, 0],
    ],
    greyOnBlack: [
      [0, 0, 0],
      [255, 255, 255],
    ],
    viridis: [
      [68, 1, 84],
      [253, 231, 37],
    ],
    magma: [
      [0, 0, 4],
      [252, 253, 191],
    ],
    cividis: [
      [0, 34, 78],
      [254, 232, 56],
    ],
  })
})

test('each map grows in brightness one way only, so that more looks like more in grey print too', () => {
  for (const name of colourNames) {
    const steps = coloursOf(name).slice(1).map(luminance)
    const sign = name === 'grey' ? -1 : 1
    for (let index = 1; index < steps.length; index++) {
      expect(sign * ((steps[index] ?? 0) - (steps[index - 1] ?? 0)), `${name} ${index}`).toBeGreaterThan(-0.004)
    }
  }
})
