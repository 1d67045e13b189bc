import { InvalidArgumentError } from 'commander'

/** A whole number from 1 on, for commander. */
export function parseCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('expected a whole number from 1 on.')
  return count
}
