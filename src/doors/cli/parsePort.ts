import { InvalidArgumentError } from 'commander'

/** The number of a port, or 0 for any that is free, for commander. */
export function parsePort(text: string): number {
  const port = Number(text)
  if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('expected the number of a port from 1 to 65535, or 0 for any that is free.')
  }
  return port
}
