import type { Result } from '../../fault/fault.ts'
import type { SelavyComponents } from '../../formats/selavy/selavyComponents.ts'
import { readSelavy } from '../../formats/selavy/readSelavy.ts'
import { openFileSource } from '../../store/files/fileByteSource.ts'
import type { Root } from '../../store/files/roots.ts'
import { settle } from '../../fault/fault.ts'

/** Reads a catalogue file whole and parses it; where it is outside of the roots, by default those of the thread, it is refused. */
export async function readCatalogue(path: string, roots?: readonly Root[]): Promise<Result<SelavyComponents>> {
  const source = await openFileSource(path, roots)
  if (!source.ok) return source
  try {
    const bytes = await settle(() => source.value.read(0, source.value.byteLength))
    return bytes.ok ? readSelavy(path, bytes.value) : bytes
  } finally {
    await source.value.close()
  }
}
