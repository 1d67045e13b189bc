import { InvalidArgumentError } from 'commander'
import { parseSize } from '../../app/parseSize.ts'

/** A size such as `500GB`, `1.5 TB` or `0`, in bytes, for commander; units are powers of 1000. @throws InvalidArgumentError */
export function parseBytes(text: string): number {
  const bytes = parseSize(text)
  if (bytes === null) throw new InvalidArgumentError('expected a size such as 500GB or 1.5TB; 0 is no limit.')
  return bytes
}
