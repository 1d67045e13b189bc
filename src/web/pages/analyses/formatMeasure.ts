/** Eta, V or a threshold of them with three significant digits. */
export function formatMeasure(value: number): string {
  if (value !== 0 && (Math.abs(value) >= 10_000 || Math.abs(value) < 0.001)) return value.toExponential(2)
  return value.toPrecision(3)
}
