import { dirname, resolve } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { settle } from '../../fault/fault.ts'
import { openFileSource } from '../../store/files/fileByteSource.ts'
import { absoluteInputs } from '../config/absoluteInputs.ts'

/** No configuration is longer; a data file given by mistake is not read into memory. */
const MAX_BYTES = 64 * 2 ** 20

export interface ConfigFile {
  readonly path: string
  /** As it stands in the file. */
  readonly text: string
  /** The same with absolute input paths, fit to be kept elsewhere. */
  readonly movableText: string
}

/** Reads a configuration from a file of the user. */
export async function readConfigFile(path: string): Promise<Result<ConfigFile>> {
  const absolute = resolve(path)
  const source = await openFileSource(absolute)
  if (!source.ok) return source
  try {
    return await settle(async () => {
      const bytes = await source.value.read(0, Math.min(source.value.byteLength, MAX_BYTES))
      const text = new TextDecoder().decode(bytes)
      return { path: absolute, text, movableText: absoluteInputs(text, dirname(absolute)) }
    })
  } finally {
    await source.value.close()
  }
}
