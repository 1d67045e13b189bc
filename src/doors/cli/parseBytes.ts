import { InvalidArgumentError } from 'commander'

const powers: Readonly<Record<string, number>> = { B: 0, KB: 1, MB: 2, GB: 3, TB: 4, PB: 5 }

/** A size such as `500GB`, `1.5 TB` or `0`, in bytes; units are powers of 1000. @throws InvalidArgumentError */
export function parseBytes(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const power = powers[unit === '' ? 'B' : unit.toUpperCase()]
  const bytes = Math.round(Number(number) * 1000 ** (power ?? 0))
  if (number === '' || power === undefined || !Number.isSafeInteger(bytes)) {
    throw new InvalidArgumentError('expected a size such as 500GB or 1.5TB; 0 is no limit.')
  }
  return bytes
}
