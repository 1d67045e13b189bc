/** Eta, V or a threshold of them with three significant digits, whole from a thousand on. */
export function formatMeasure(value: number): string {
  const size = Math.abs(value)
  if (value !== 0 && (size >= 100_000 || size < 0.001)) return value.toExponential(2)
  return size >= 999.5 ? value.toFixed(0) : value.toPrecision(3)
}
