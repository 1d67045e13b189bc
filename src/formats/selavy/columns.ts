import type { SelavyComponents } from './selavyComponents.ts'
import type { Quantity } from './units.ts'

type KeyOf<Column> = { [Key in keyof SelavyComponents]: SelavyComponents[Key] extends Column ? Key : never }[keyof SelavyComponents]

export type TextKey = KeyOf<readonly string[]>
export type NumberKey = KeyOf<Float64Array>
export type FlagKey = KeyOf<Uint8Array>

interface TextColumn {
  readonly kind: 'text'
  readonly key: TextKey
  readonly name: string
}

export interface NumberColumn {
  readonly kind: 'number'
  readonly key: NumberKey
  readonly name: string
  readonly quantity: Quantity
  /** True where a blank or `nan` is an answer: the value is then NaN. */
  readonly mayBeUnknown: boolean
}

export interface FlagColumn {
  readonly kind: 'flag'
  readonly key: FlagKey
  readonly name: string
  readonly mayBeUnknown: boolean
}

export type SelavyColumn = TextColumn | NumberColumn | FlagColumn

function number(key: NumberKey, name: string, quantity: Quantity): NumberColumn {
  return { kind: 'number', key, name, quantity, mayBeUnknown: false }
}

function looseNumber(key: NumberKey, name: string, quantity: Quantity): NumberColumn {
  return { kind: 'number', key, name, quantity, mayBeUnknown: true }
}

/** The columns that Halley takes from a catalogue, by the names that Selavy gives them; names are compared without case. */
export const selavyColumns: readonly SelavyColumn[] = [
  { kind: 'text', key: 'islandId', name: 'island_id' },
  { kind: 'text', key: 'componentId', name: 'component_id' },
  number('localRmsMjy', 'rms_image', 'brightness'),
  number('raDeg', 'ra_deg_cont', 'angle'),
  number('raErrArcsec', 'ra_err', 'smallAngle'),
  number('decDeg', 'dec_deg_cont', 'angle'),
  number('decErrArcsec', 'dec_err', 'smallAngle'),
  number('fluxPeakMjy', 'flux_peak', 'brightness'),
  number('fluxPeakErrMjy', 'flux_peak_err', 'brightness'),
  number('fluxIntMjy', 'flux_int', 'fluxDensity'),
  number('fluxIntErrMjy', 'flux_int_err', 'fluxDensity'),
  number('bmajArcsec', 'maj_axis', 'smallAngle'),
  number('errBmajArcsec', 'maj_axis_err', 'smallAngle'),
  number('bminArcsec', 'min_axis', 'smallAngle'),
  number('errBminArcsec', 'min_axis_err', 'smallAngle'),
  number('paDeg', 'pos_ang', 'angle'),
  number('errPaDeg', 'pos_ang_err', 'angle'),
  looseNumber('psfBmajArcsec', 'maj_axis_deconv', 'smallAngle'),
  looseNumber('psfBminArcsec', 'min_axis_deconv', 'smallAngle'),
  looseNumber('psfPaDeg', 'pos_ang_deconv', 'angle'),
  { kind: 'flag', key: 'flagC4', name: 'flag_c4', mayBeUnknown: false },
  looseNumber('chiSquaredFit', 'chi_squared_fit', 'ratio'),
  looseNumber('spectralIndex', 'spectral_index', 'ratio'),
  { kind: 'flag', key: 'spectralIndexFromTt', name: 'spectral_index_from_TT', mayBeUnknown: true },
  { kind: 'flag', key: 'hasSiblings', name: 'has_siblings', mayBeUnknown: false },
]
