import { InvalidArgumentError } from 'commander'

/** The number of an image, for commander. */
export function parseImageNumber(text: string): number {
  const number = text.trim() === '' ? NaN : Number(text)
  if (!Number.isInteger(number) || number < 0) {
    throw new InvalidArgumentError('expected the number of an image, as ./halley images list shows it.')
  }
  return number
}
