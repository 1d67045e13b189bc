/** Decimals that an error supports: two significant digits of it. */
function decimalsOf(error: number): number {
  return Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(error))))
}

/** A value with the digits that its error supports, such as `56.94 ± 0.27`; alone with three decimals where the error is unknown. */
export function withError(value: number | null, error: number | null): string {
  if (value === null) return ''
  if (error === null || !(error > 0)) return value.toFixed(3)
  const decimals = decimalsOf(error)
  return `${value.toFixed(decimals)} ± ${error.toFixed(decimals)}`
}
