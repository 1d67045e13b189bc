const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** Bytes in powers of 1000 with two or three significant digits, such as `1.4 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let step = 0
  while (value >= 999.5 && step < units.length - 1) {
    value /= 1000
    step += 1
  }
  const digits = step === 0 || value >= 9.95 ? 0 : 1
  return `${value.toFixed(digits)} ${units[step]}`
}

const counts = new Intl.NumberFormat('en-GB')

/** A count with separators, such as `48,210`. */
export function formatCount(count: number): string {
  return counts.format(count)
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })

/** How far a time is from now, such as `2 hours ago` or `in 29 days`. */
export function formatRelative(iso: string, nowMs: number): string {
  const seconds = (Date.parse(iso) - nowMs) / 1000
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit)
  }
  return 'just now'
}

/** A time as `2026-11-20 20:35:07 UTC`. */
export function formatUtc(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`
}
