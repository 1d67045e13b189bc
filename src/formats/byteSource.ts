/**
 * Random access to bytes: a file, a memory block, later an HTTP range. The only way in which a format reads, so that
 * a 14,000-pixel image is never in memory whole.
 */
export interface ByteSource {
  /** What messages call it: usually the path. */
  readonly name: string
  readonly byteLength: number
  /**
   * The bytes `[offset, offset + length)`, or fewer where the source ends before. The array is the caller's: the
   * source keeps no reference to it.
   */
  read(offset: number, length: number): Promise<Uint8Array>
}

/** A byte source over memory: for tests and for what has been read whole. */
export function memoryByteSource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    byteLength: bytes.byteLength,
    // Not `slice`: a Buffer's would share its memory.
    read: (offset, length) => Promise.resolve(new Uint8Array(bytes.subarray(offset, offset + length))),
  }
}
