/**
 * Doubles as 64-bit integers in two's complement, low word first, without a BigInt a value: `words[2 i]` and
 * `words[2 i + 1]` hold `source[first + i] * factor`, rounded. Arithmetic on 2^32 is exact for every integer below 2^53,
 * negative ones too, since the floor leaves a low word in [0, 2^32).
 */
export function writeInt64Words(source: Float64Array, first: number, count: number, factor: number, words: Uint32Array): void {
  for (let i = 0; i < count; i++) {
    const value = Math.round(source[first + i] * factor)
    const high = Math.floor(value / 4294967296)
    words[2 * i] = value - high * 4294967296
    words[2 * i + 1] = high
  }
}
