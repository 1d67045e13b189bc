import { refuse } from '../../fault/fault.ts'

/** What a column measures; each has one unit inside Halley. */
export type Quantity = 'angle' | 'smallAngle' | 'brightness' | 'fluxDensity' | 'ratio'

const fluxScales = { mjy: 1, jy: 1e3, ujy: 1e-3, µjy: 1e-3 }
const degreeNames = ['deg', 'degree', 'degrees']
const arcsecNames = ['arcsec', 'arcsecond', 'arcseconds', 'asec']
const dimensionless = ['', '-', '--', 'none', '1']

/** Factor from a unit, lower case and without blanks, to the one in `unit`. */
const scales: Readonly<Record<Quantity, { readonly unit: string; readonly factors: ReadonlyMap<string, number> }>> = {
  angle: {
    unit: 'deg',
    factors: new Map([...named(degreeNames, 1), ...named(arcsecNames, 1 / 3600), ['arcmin', 1 / 60], ['rad', 180 / Math.PI]]),
  },
  smallAngle: {
    unit: 'arcsec',
    factors: new Map([...named(arcsecNames, 1), ...named(degreeNames, 3600), ['arcmin', 60], ['mas', 1e-3], ['rad', 648000 / Math.PI]]),
  },
  brightness: {
    unit: 'mJy/beam',
    factors: new Map(
      Object.entries(fluxScales).flatMap(([flux, factor]) =>
        named([`${flux}/beam`, `${flux}.beam-1`, `${flux}beam-1`, `${flux}beam^-1`], factor),
      ),
    ),
  },
  fluxDensity: { unit: 'mJy', factors: new Map(Object.entries(fluxScales)) },
  ratio: { unit: '--', factors: new Map() },
}

function named(names: readonly string[], factor: number): [string, number][] {
  return names.map((name) => [name, factor])
}

/**
 * The factor that brings a column to the unit of its quantity: deg, arcsec, mJy/beam, mJy or none. A column that states
 * no unit (blank or `--`) is taken to be in that unit already.
 *
 * @param stated the unit as the file has it, with or without square brackets
 * @throws Refusal naming file, column and both units when the stated one is not known for the quantity
 */
export function unitFactor(file: string, column: string, quantity: Quantity, stated: string): number {
  const unit = stated
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .trim()
  const plain = unit.toLowerCase().replace(/\s+/g, '')
  if (dimensionless.includes(plain)) return 1
  const { unit: expected, factors } = scales[quantity]
  const factor = factors.get(plain)
  if (factor !== undefined) return factor
  const known = factors.size === 0 ? 'no unit' : `${expected} or a unit that converts to it`
  return refuse('selavy.unit', `${file}: column ${column}: expected ${known}, found "${unit}".`, {
    hint: `Write the column in ${quantity === 'ratio' ? 'plain numbers' : expected} and correct its unit.`,
    data: { file, column, expected, found: unit },
  })
}
