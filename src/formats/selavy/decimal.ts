const powersOfTen = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))
const mantissaLimit = 2 ** 53
const decimalForm = /^[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d+)?$/

/**
 * The decimal number in `bytes[start, end)`, correctly rounded, or NaN where the bytes are no decimal number (blank,
 * `nan` and `inf` too). A plain number of up to 15 digits is read without making a string: its digits are an exact
 * integer and the power of ten is exact, so one division rounds once (Clinger 1990, PLDI, section 3).
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  const sign = bytes[at]
  if (sign === 0x2d || sign === 0x2b) at += 1
  let mantissa = 0
  let digits = 0
  let pointAt = -1
  for (; at < end; at += 1) {
    const digit = bytes[at] - 0x30
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit
      digits += 1
    } else if (digit === -2 && pointAt < 0) pointAt = at
    else return parseDecimalText(bytes, start, end)
  }
  const decimals = pointAt < 0 ? 0 : end - 1 - pointAt
  if (digits === 0 || mantissa >= mantissaLimit || decimals > 22) return parseDecimalText(bytes, start, end)
  const value = mantissa / powersOfTen[decimals]
  return sign === 0x2d ? -value : value
}

/** {@link parseDecimal} of a text: exponents (also Fortran's D) are taken, hexadecimal and `Infinity` are not. */
export function parseDecimalString(text: string): number {
  return decimalForm.test(text) ? Number(text.replace(/[dD]/, 'e')) : NaN
}

function parseDecimalText(bytes: Uint8Array, start: number, end: number): number {
  return parseDecimalString(String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 400))))
}
