import { refuse } from '../../fault/fault.ts'
import type { ByteSource } from '../byteSource.ts'

/** The bytes `[offset, offset + length)`; a source that ends before is refused as `fits.truncated`, naming the byte. */
export async function readExactly(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  const bytes = await source.read(offset, length)
  if (bytes.byteLength < length) refuseTruncated(source.name, offset + length, offset + bytes.byteLength)
  return bytes
}

/** Refuses a file that should reach byte `expectedBytes` and ends at `foundBytes`. */
export function refuseTruncated(name: string, expectedBytes: number, foundBytes: number): never {
  refuse('fits.truncated', `${name}: the header promises data up to byte ${expectedBytes}, the file ends at byte ${foundBytes}`, {
    hint: 'The file is incomplete: copy or download it again.',
    data: { file: name, expectedBytes, foundBytes },
  })
}
