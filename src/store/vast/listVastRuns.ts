import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { refuse, settle, type Result } from '../../fault/fault.ts'

/** The tables that every processed run of the VAST Pipeline has; pairs only where they were asked for. */
export const requiredTables = ['images', 'skyregions', 'bands', 'sources', 'associations', 'relations'] as const

/** A folder of the VAST Pipeline with a run in it, as it was found. Paths are absolute. */
export interface VastRun {
  /** Of the folder, which is the name of the run. */
  readonly name: string
  readonly folder: string
  /** The working directory that it is in, with `images/`. */
  readonly workingDirectory: string
  /** The configuration that the tables were made from; null where the run has none. */
  readonly configPath: string | null
  /** The configuration as it is edited now. */
  readonly draftPath: string | null
  /** Of the required tables those that are missing. */
  readonly missing: readonly string[]
  readonly forced: readonly string[]
  readonly hasPairs: boolean
  /** The log of its last processing; null where it has none. */
  readonly logPath: string | null
}

/**
 * Finds the runs in a working directory of the VAST Pipeline, by name; or the one run whose folder is given.
 *
 * @returns `vast.folder` where there is none
 */
export function listVastRuns(directory: string): Promise<Result<VastRun[]>> {
  return settle(async () => {
    const path = resolve(directory)
    const names = await namesIn(path)
    if (isRun(names)) return [vastRun(path, names)]
    const runs: VastRun[] = []
    for (const name of names.filter((one) => one !== 'images')) {
      const folder = join(path, name)
      if (!(await isFolder(folder))) continue
      const inside = await namesIn(folder)
      if (isRun(inside)) runs.push(vastRun(folder, inside))
    }
    if (runs.length > 0) return runs
    return refuse('vast.folder', `${path}: expected a working directory of the VAST Pipeline, found no folder with a config.yaml in it.`, {
      hint: 'Give the folder that PIPELINE_WORKING_DIR names, with a folder for each run and images/.',
      data: { path },
    })
  })
}

/** The table of a run. */
export function vastTable(run: VastRun, table: string): string {
  return join(run.folder, `${table}.parquet`)
}

function isRun(names: readonly string[]): boolean {
  return names.includes('config.yaml') || names.includes('config_prev.yaml')
}

function vastRun(folder: string, names: readonly string[]): VastRun {
  const present = (name: string) => (names.includes(name) ? join(folder, name) : null)
  const logs = names.filter((name) => /^\d{4}(-\d\d){5}_log\.txt$/.test(name))
  return {
    name: basename(folder),
    folder,
    workingDirectory: dirname(folder),
    // The draft may have been edited since.
    configPath: present('config_prev.yaml') ?? present('config.yaml'),
    draftPath: present('config.yaml'),
    missing: requiredTables.map((table) => `${table}.parquet`).filter((name) => !names.includes(name)),
    forced: names.filter((name) => /^forced_measurements_.*\.parquet$/.test(name)).map((name) => join(folder, name)),
    hasPairs: names.includes('measurement_pairs.parquet'),
    logPath: logs.length === 0 ? null : join(folder, logs[logs.length - 1]),
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return refuse('vast.folder', `${folder}: expected a folder that can be read, found: ${error.message}.`, {
      hint: 'Check the path, and that this user may read it.',
      data: { path: folder },
    })
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    // A link that leads nowhere is no run.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
