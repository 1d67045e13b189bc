function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

/** Hours, minutes and seconds, or degrees and so on, of a value whose last part is rounded to some digits. */
function parts(value: number, digits: number): readonly [number, number, string] {
  const scale = 10 ** digits
  const units = Math.round(value * 3600 * scale)
  const seconds = units % (60 * scale)
  const minutes = Math.floor(units / (60 * scale)) % 60
  const whole = Math.floor(units / (3600 * scale))
  return [whole, minutes, (seconds / scale).toFixed(digits).padStart(digits === 0 ? 2 : digits + 3, '0')]
}

/** A right ascension as `05:23:34.51`, to a hundredth of a second. */
export function formatRa(raDeg: number): string {
  const [hours, minutes, seconds] = parts((((raDeg % 360) + 360) % 360) / 15, 2)
  return `${pad(hours % 24, 2)}:${pad(minutes, 2)}:${seconds}`
}

/** A declination as `-69:45:22.1`, to a tenth of an arcsecond. */
export function formatDec(decDeg: number): string {
  const [degrees, minutes, seconds] = parts(Math.abs(decDeg), 1)
  return `${decDeg < 0 ? '-' : '+'}${pad(degrees, 2)}:${pad(minutes, 2)}:${seconds}`
}
