import { isAbsolute } from 'node:path'
import { success, type Result } from '../../fault/fault.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { diskListing } from '../../store/files/fileListing.ts'
import { resolvedInputsOfResult, type ResolvedImage } from '../../store/resultInputs.ts'
import type { MissingInput } from '../contract/runContents.ts'
import { readVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'

/** How many files are asked for at a time: a file system over the network answers each slowly. */
const TOGETHER = 32

function filesOf({ imageId, imagePath, selavyPath, noisePath, backgroundPath }: ResolvedImage): Omit<MissingInput, 'found'>[] {
  const files = [
    { imageId, kind: 'image', path: imagePath },
    { imageId, kind: 'catalogue', path: selavyPath },
    { imageId, kind: 'noise', path: noisePath },
    ...(backgroundPath === null ? [] : [{ imageId, kind: 'background', path: backgroundPath } as const]),
  ] as const
  return files.filter(({ path }) => isAbsolute(path))
}

async function look(file: Omit<MissingInput, 'found'>): Promise<MissingInput[]> {
  const state = await diskListing.state(file.path)
  return state === 'file' ? [] : [{ ...file, found: state === 'unreadable' ? 'unreadable' : 'missing' }]
}

/** The files that a version was made from and that are not where they were. @returns `version.unknown`, `result.damaged` */
export async function missingInputs(halley: Halley, run: RunRow, version: number | undefined): Promise<Result<readonly MissingInput[]>> {
  const read = await readVersion(halley, run, version)
  if (!read.ok) return read
  const inputs = await resolvedInputsOfResult(halley.store, read.value.result.id)
  if (!inputs.ok) return inputs
  const files = inputs.value.images.flatMap(filesOf)
  const missing: MissingInput[] = []
  for (let first = 0; first < files.length; first += TOGETHER) {
    missing.push(...(await Promise.all(files.slice(first, first + TOGETHER).map(look))).flat())
  }
  return success(missing)
}
