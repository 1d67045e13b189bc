import { realpathSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, relative } from 'node:path'
import { settle, type Result } from '../../fault/fault.ts'
import { hashFile } from '../files/hashFile.ts'
import { requiredTables, vastTable, type VastRun } from './listVastRuns.ts'
import type { VastImage } from './readVastImages.ts'
import { refuseDamaged } from './vastQuery.ts'

/** A file that a run is taken over from. */
export interface VastFileHash {
  /** Relative to the folder of the run, of measurements to the working directory. */
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** The place of a run on this disk, links resolved. */
export function vastPlace(run: VastRun): string {
  return realpathSync(run.folder)
}

/** Hashes every file that a run is taken over from. @returns `vast.damaged` where one cannot be read */
export function hashVastFiles(run: VastRun, images: readonly VastImage[]): Promise<Result<VastFileHash[]>> {
  return settle(async () => {
    const files: VastFileHash[] = []
    for (const [name, path] of filesOf(run, images)) files.push({ name, ...(await readable(path, hashFile)) })
    return files
  })
}

/** What the measurements of an image are called among the files of its run. */
export function measurementsName(run: VastRun, { measurementsPath }: VastImage): string {
  return relative(run.workingDirectory, measurementsPath)
}

/** The version of the pipeline that made a run, as its log says; null where the log is gone or silent. */
export function vastVersion({ logPath }: VastRun): Promise<Result<string | null>> {
  return settle(async () => {
    if (logPath === null) return null
    const text = await readable(logPath, (path) => readFile(path, 'utf8'))
    return [...text.matchAll(/VAST Pipeline version: (\S+)/g)].at(-1)?.[1] ?? null
  })
}

function filesOf(run: VastRun, images: readonly VastImage[]): (readonly [name: string, path: string])[] {
  const configs = [run.configPath, run.draftPath].filter((path) => path !== null)
  const tables = [...requiredTables, ...(run.hasPairs ? ['measurement_pairs'] : [])].map((table) => vastTable(run, table))
  const inFolder = [...new Set([...configs, ...tables, ...run.forced])].map((path) => [basename(path), path] as const)
  return [...inFolder, ...images.map((image) => [measurementsName(run, image), image.measurementsPath] as const)]
}

async function readable<T>(path: string, read: (path: string) => Promise<T>): Promise<T> {
  try {
    return await read(path)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    return refuseDamaged(path, `expected a file that can be read, found: ${error.message}.`)
  }
}
