type Cell = number | string | boolean | null

/** Decimals that the errors of a column support; others have three significant digits. */
const decimals: Readonly<Record<string, number>> = {
  wavg_ra: 5,
  wavg_dec: 5,
  avg_compactness: 2,
  min_snr: 1,
  max_snr: 1,
  new_high_sigma: 1,
}

const fluxPattern = /flux_(peak|int)$/

function formatNumber(name: string, value: number): string {
  const places = fluxPattern.test(name) ? 3 : decimals[name]
  if (places !== undefined) return value.toFixed(places)
  if (Number.isInteger(value)) return String(value)
  return Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(3)
}

/** A value of a source as tables show it: numbers with the digits that they support, nothing where it is unknown. */
export function sourceCell(name: string, value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return formatNumber(name, value)
  return typeof value === 'boolean' ? (value ? 'yes' : '') : value
}
