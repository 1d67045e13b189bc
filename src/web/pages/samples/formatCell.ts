type Value = number | string | boolean | null

/** A value of a table of sources: positions to a hundredth of an arcsecond, what else is measured with four digits. */
export function formatCell(value: Value, unit: string | null): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value
  if (Number.isInteger(value)) return String(value)
  if (unit === 'deg' && Math.abs(value) >= 0.01) return value.toFixed(5)
  return Math.abs(value) >= 0.001 && Math.abs(value) < 100_000 ? value.toPrecision(4) : value.toExponential(2)
}
