/** How points of the plane of eta and V go from the server to the site: a head, blocks of columns, an end, all in the order of little endian. */
const MAGIC = 0x31_56_45_48

/** Points by columns, as they come. */
export interface EtaVBlock {
  readonly id: Float64Array
  readonly logEta: Float32Array
  readonly logV: Float32Array
  /** At most 65,535. */
  readonly datapoints: Uint16Array
  /** Which of the versions in the head each is of. */
  readonly origin: Uint16Array
}

const BYTES_PER_POINT = 8 + 4 + 4 + 2 + 2

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8
}

function text(first: number, value: unknown): Uint8Array {
  const words = new TextEncoder().encode(JSON.stringify(value))
  const bytes = new Uint8Array(8 + padded(words.length))
  new DataView(bytes.buffer).setUint32(0, first, true)
  new DataView(bytes.buffer).setUint32(4, words.length, true)
  bytes.set(words, 8)
  return bytes
}

/** What the stream begins with. @param head plain data */
export function encodeHead(head: unknown): Uint8Array {
  return text(MAGIC, head)
}

/** What it ends with: without it, it broke off. */
export function encodeEnd(end: unknown): Uint8Array {
  return text(0, end)
}

function columnsOf(buffer: ArrayBuffer, start: number, rows: number): EtaVBlock {
  return {
    id: new Float64Array(buffer, start, rows),
    logEta: new Float32Array(buffer, start + 8 * rows, rows),
    logV: new Float32Array(buffer, start + 12 * rows, rows),
    datapoints: new Uint16Array(buffer, start + 16 * rows, rows),
    origin: new Uint16Array(buffer, start + 18 * rows, rows),
  }
}

/** Room for a block of points, to be filled and sent. @param rows 1 or more */
export function makeBlock(rows: number): { readonly bytes: Uint8Array; readonly columns: EtaVBlock } {
  const bytes = new Uint8Array(8 + padded(rows * BYTES_PER_POINT))
  new DataView(bytes.buffer).setUint32(0, rows, true)
  return { bytes, columns: columnsOf(bytes.buffer, 8, rows) }
}

export interface EtaVListener {
  readonly onHead: (head: unknown) => void
  readonly onBlock: (block: EtaVBlock) => void
  readonly onEnd: (end: unknown) => void
}

/** Reads the stream in the pieces in which it comes. */
export class EtaVDecoder {
  readonly #listener: EtaVListener
  #held: Uint8Array[] = []
  #heldBytes = 0
  /** Bytes without which nothing more can be read. */
  #wanted = 8
  #hasHead = false
  #hasEnded = false

  constructor(listener: EtaVListener) {
    this.#listener = listener
  }

  /** Whether all of it came. */
  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** @throws RangeError where it is no such stream */
  push(piece: Uint8Array): void {
    this.#held.push(piece)
    this.#heldBytes += piece.length
    if (this.#heldBytes < this.#wanted) return
    const bytes = this.#joined()
    let at = 0
    for (let next = this.#take(bytes, at); next > at; next = this.#take(bytes, at)) at = next
    this.#held = [bytes.subarray(at)]
    this.#heldBytes = bytes.length - at
  }

  #joined(): Uint8Array {
    const bytes = new Uint8Array(this.#heldBytes)
    let at = 0
    for (const piece of this.#held) {
      bytes.set(piece, at)
      at += piece.length
    }
    return bytes
  }

  /** Takes one part off. @returns where it ends; where it began, if it is not whole */
  #take(bytes: Uint8Array, at: number): number {
    this.#wanted = 8
    if (bytes.length - at < 8) return at
    const words = new DataView(bytes.buffer, bytes.byteOffset + at, 8)
    const [first, length] = [words.getUint32(0, true), words.getUint32(4, true)]
    if (!this.#hasHead && first !== MAGIC) throw new RangeError('Expected points of the plane of eta and V, found something else.')
    const isText = !this.#hasHead || first === 0
    const end = at + 8 + padded(isText ? length : first * BYTES_PER_POINT)
    this.#wanted = end - at
    if (bytes.length < end) return at
    if (!isText) this.#listener.onBlock(columnsOf(bytes.slice(at + 8, end).buffer, 0, first))
    else this.#text(JSON.parse(new TextDecoder().decode(bytes.subarray(at + 8, at + 8 + length))))
    return end
  }

  #text(value: unknown): void {
    if (this.#hasHead) {
      this.#hasEnded = true
      this.#listener.onEnd(value)
      return
    }
    this.#hasHead = true
    this.#listener.onHead(value)
  }
}
