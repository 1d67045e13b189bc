import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const prefix = 'hal_'
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const byteCount = 32
/** Digits of base 62 that 32 bytes need. */
const digitCount = 43
const form = new RegExp(`^${prefix}[0-9A-Za-z]{${digitCount}}$`)

/** A secret for a token: 32 random bytes as letters and digits, after a prefix by which scanners of published code know it. */
export function newTokenSecret(): string {
  let rest = BigInt(`0x${randomBytes(byteCount).toString('hex')}`)
  let text = ''
  for (let digit = 0; digit < digitCount; digit++) {
    text = `${digits[Number(rest % 62n)]}${text}`
    rest /= 62n
  }
  return prefix + text
}

/** Whether a text has the form of a secret. */
export function isTokenSecret(text: string): boolean {
  return form.test(text)
}

/** What is kept of a secret: SHA-256, as 64 hexadecimal digits. Random secrets need no salt. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Compares two hashes of secrets in a time that does not depend on where they differ. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'hex'), Buffer.from(b, 'hex')]
  return left.length === right.length && timingSafeEqual(left, right)
}
