import { InvalidArgumentError } from 'commander'
import { parseSize } from '../../app/parseSize.ts'

/** A size such as `2GB` or `800MB`, in bytes, for commander; units are powers of 1000. @throws InvalidArgumentError */
export function parseMemory(text: string): number {
  const bytes = parseSize(text)
  if (bytes === null) throw new InvalidArgumentError('expected a size such as 2GB or 800MB.')
  return bytes
}
