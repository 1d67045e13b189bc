/**
 * A seeded stream of random numbers: sfc32 of Chris Doty-Humphrey's PractRand (128 bits of state, period at least
 * 2^32, 2^127 on average), seeded from the stream's name. Streams are forked by name, so that what one part of a
 * survey draws never moves what another part draws: adding an epoch leaves the others as they are.
 *
 * All arithmetic is on 32-bit integers and on the ECMAScript functions that V8 computes in software, so the same
 * name gives the same numbers on every machine.
 */
export class RandomStream {
  readonly name: string
  readonly #state: Int32Array
  #spareNormal = NaN

  constructor(name: string) {
    this.name = name
    this.#state = stateOf(name)
    for (let i = 0; i < 16; i++) this.uint32()
  }

  /** An independent stream: the same for the same names, whatever has been drawn from this one. */
  fork(name: string | number): RandomStream {
    return new RandomStream(`${this.name}/${name}`)
  }

  /** Uniform over the integers 0 .. 2^32 - 1. */
  uint32(): number {
    const s = this.#state
    const t = (((s[0] + s[1]) | 0) + s[3]) | 0
    s[3] = (s[3] + 1) | 0
    s[0] = s[1] ^ (s[1] >>> 9)
    s[1] = (s[2] + (s[2] << 3)) | 0
    s[2] = (((s[2] << 21) | (s[2] >>> 11)) + t) | 0
    return t >>> 0
  }

  /** Uniform in the open interval (0, 1), in steps of 2^-32: its logarithm is always finite. */
  uniform(): number {
    return (this.uint32() + 0.5) / 4294967296
  }

  uniformBetween(low: number, high: number): number {
    return low + (high - low) * this.uniform()
  }

  /** Uniform in the logarithm, between two positive numbers. */
  logUniformBetween(low: number, high: number): number {
    return low * Math.exp(this.uniform() * Math.log(high / low))
  }

  /** One of the integers 0 .. count - 1. */
  integerBelow(count: number): number {
    return Math.floor(this.uniform() * count)
  }

  /** Standard normal deviate (Marsaglia's polar method). */
  normal(): number {
    if (!Number.isNaN(this.#spareNormal)) {
      const spare = this.#spareNormal
      this.#spareNormal = NaN
      return spare
    }
    for (;;) {
      const u = 2 * this.uniform() - 1
      const v = 2 * this.uniform() - 1
      const square = u * u + v * v
      if (square >= 1 || square === 0) continue
      const scale = Math.sqrt((-2 * Math.log(square)) / square)
      this.#spareNormal = v * scale
      return u * scale
    }
  }

  /**
   * Fills `out` with standard normal deviates: {@link normal} with the state in local variables, six times faster,
   * for whole maps. An odd length discards the second deviate of the last pair.
   */
  fillNormal(out: Float32Array): void {
    let [a, b, c, counter] = this.#state
    for (let i = 0; i < out.length;) {
      let t = (((a + b) | 0) + counter) | 0
      counter = (counter + 1) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + t) | 0
      const u = ((t ^ -0x80000000) + 0.5) / 2147483648
      t = (((a + b) | 0) + counter) | 0
      counter = (counter + 1) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + t) | 0
      const v = ((t ^ -0x80000000) + 0.5) / 2147483648
      const square = u * u + v * v
      if (square >= 1) continue
      const scale = Math.sqrt((-2 * Math.log(square)) / square)
      out[i++] = u * scale
      if (i < out.length) out[i++] = v * scale
    }
    this.#state[0] = a
    this.#state[1] = b
    this.#state[2] = c
    this.#state[3] = counter
  }
}

/** Four well-mixed words of a text: FNV-1a from four offsets, each finished with the avalanche step of MurmurHash3. */
function stateOf(text: string): Int32Array {
  const state = new Int32Array(4)
  for (let word = 0; word < 4; word++) {
    let hash = (0x811c9dc5 + Math.imul(word, 0x9e3779b9)) | 0
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193 + 2 * word)
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    state[word] = hash ^ (hash >>> 16)
  }
  return state
}
