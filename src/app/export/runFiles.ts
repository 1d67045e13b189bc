import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import { filesOfResult } from '../../store/catalogue/results.ts'
import type { ResultRow, RunRow } from '../../store/catalogue/schema.ts'
import { isMissing } from '../../store/files/isMissing.ts'
import { openFileStream, type FileStream } from '../../store/files/readStream.ts'
import type { RunFile } from '../contract/runFile.ts'
import { readVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import { rightFault } from '../items/rightFault.ts'
import { MEASUREMENTS_FILE, PAIRS_FILE } from './exportTarget.ts'

interface PlacedFile extends RunFile {
  readonly path: string
}

async function exportedFile({ store }: Halley, { runId, id }: ResultRow, name: string): Promise<PlacedFile[]> {
  const path = join(store.paths.exports(runId, id), name)
  try {
    const { size } = await stat(path)
    return [{ name, bytes: size, sha256: null, isExport: true, path }]
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

async function placedFiles(halley: Halley, result: ResultRow): Promise<readonly PlacedFile[]> {
  const { store } = halley
  const folder = store.paths.result(result.runId, result.id)
  const published = (await filesOfResult(store.catalogue, result.id)).map(({ name, bytes, sha256 }) => ({
    name,
    bytes,
    sha256,
    isExport: false,
    path: join(folder, name),
  }))
  const exported = await Promise.all([MEASUREMENTS_FILE, PAIRS_FILE].map((name) => exportedFile(halley, result, name)))
  return [...exported.flat(), ...published]
}

/** The files of a version that can be taken away: exports first, then what was published. @returns `version.unknown`, `version.damaged` */
export async function listRunFiles(
  halley: Halley,
  run: RunRow,
  version: number | undefined,
): Promise<Result<{ readonly version: number; readonly files: readonly RunFile[] }>> {
  const read = await readVersion(halley, run, version)
  if (!read.ok) return read
  return success({ version: read.value.version, files: await placedFiles(halley, read.value.result) })
}

/** One file of a version, to be streamed: by its name among those that there are, which is never made into a path. */
export async function openRunFile(halley: Halley, run: RunRow, name: string, version: number | undefined): Promise<Result<FileStream>> {
  const denied = await rightFault(halley, 'export', run.id)
  if (denied) return failure(denied)
  const read = await readVersion(halley, run, version)
  if (!read.ok) return read
  const file = (await placedFiles(halley, read.value.result)).find((one) => one.name === name)
  if (file) return success(await openFileStream(file.path))
  const message = `Version ${read.value.version} of run ${run.name}: expected a file of the name ${name}, found none.`
  return failure(makeFault('file.missing', message, { hint: 'Its page lists those that there are.', data: { run: run.id, name } }))
}
