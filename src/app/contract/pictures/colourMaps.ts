import { colourTables } from './colourTables.ts'

/** The colours of images, in the order in which they are offered. */
export const colourNames = ['grey', 'greyOnBlack', 'viridis', 'magma', 'cividis'] as const

export type ColourName = (typeof colourNames)[number]

type Rgb = readonly [red: number, green: number, blue: number]

/** Indices of colours: from 1 for the lower limit to 255 for the upper; 0 stays for what is blank. */
const STEPS = 254

function fromTable(table: string): (t: number) => Rgb {
  return (t) => {
    const at = 6 * Math.round(t * 255)
    const colour = Number.parseInt(table.slice(at, at + 6), 16)
    return [colour >> 16, (colour >> 8) & 255, colour & 255]
  }
}

function grey(t: number): Rgb {
  const level = Math.round(255 * t)
  return [level, level, level]
}

const colourAt: Readonly<Record<ColourName, (t: number) => Rgb>> = {
  grey: (t) => grey(1 - t),
  greyOnBlack: grey,
  viridis: fromTable(colourTables.viridis),
  magma: fromTable(colourTables.magma),
  cividis: fromTable(colourTables.cividis),
}

/** 256 colours, three bytes each: dark on light as on a plate, light on dark, and three that are even to the eye. */
export function colourMap(name: ColourName): Uint8Array {
  const map = new Uint8Array(256 * 3)
  for (let index = 1; index < 256; index++) map.set(colourAt[name]((index - 1) / STEPS), 3 * index)
  return map
}
