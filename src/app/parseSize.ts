const powers: Readonly<Record<string, number>> = { B: 0, KB: 1, MB: 2, GB: 3, TB: 4, PB: 5 }

/** A size such as `500GB`, `1.5 TB` or `0`, in bytes; units are powers of 1000. Null where it is none. */
export function parseSize(text: string): number | null {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const power = powers[unit === '' ? 'B' : unit.toUpperCase()]
  const bytes = Math.round(Number(number) * 1000 ** (power ?? 0))
  return number === '' || power === undefined || !Number.isSafeInteger(bytes) ? null : bytes
}
