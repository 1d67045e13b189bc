import { randomBytes } from 'node:crypto'

/** A secret for a cookie or a link: 32 random bytes, in the alphabet of URLs. */
export function newSessionSecret(): string {
  return randomBytes(32).toString('base64url')
}
