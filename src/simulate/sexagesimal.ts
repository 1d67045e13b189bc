/** Right ascension as `hh:mm:ss.s`, rounded to 0.1 s; 24 h is written as 0 h. */
export function raText(raDeg: number): string {
  const tenths = Math.round((raDeg / 15) * 36_000) % (24 * 36_000)
  const whole = Math.floor(tenths / 10)
  return `${colons(whole)}.${tenths % 10}`
}

/** Declination as `+dd:mm:ss`, rounded to 1". */
export function decText(decDeg: number): string {
  return (decDeg < 0 ? '-' : '+') + colons(Math.round(Math.abs(decDeg) * 3600))
}

/** A position as component names have it: `hhmmss+ddmmss`, the tenth of the second dropped. */
export function positionName(raDeg: number, decDeg: number): string {
  return (raText(raDeg).slice(0, 8) + decText(decDeg)).replaceAll(':', '')
}

function colons(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}
