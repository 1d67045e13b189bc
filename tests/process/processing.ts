// Processing in this process, and its tables read back without any code of the store.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from 'node:process'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { ProgressListener } from '../../src/app/contract/progress.ts'
import { closeHalley, openHalley } from '../../src/app/halley.ts'
import type { ProcessOutcome } from '../../src/app/process/processRun.ts'
import { processTarget } from '../../src/app/runs/processTarget.ts'
import type { Result } from '../../src/fault/fault.ts'
import { compiledCode } from './compiledCode.ts'
import { valueOf } from './survey.ts'

env['NODE_COMPILE_CACHE'] ??= compiledCode

export interface ProcessingOptions {
  readonly name?: string
  readonly workers?: number
  readonly fullRerun?: boolean
  readonly memoryBytes?: number
  /** Where the catalogue is; default: in the store. */
  readonly environment?: Readonly<Record<string, string>>
  readonly onProgress?: ProgressListener
}

/** Processes a configuration, a folder or a run in the store at `home`. */
export async function tryProcess(
  home: string,
  target: string,
  { name = 'run', workers = 2, fullRerun = false, memoryBytes, environment = {}, onProgress = () => {} }: ProcessingOptions = {},
) {
  const halley = valueOf(await openHalley({ environment, home }))
  try {
    const request = { target, name, workers, fullRerun, memoryBytes, debug: false, signal: new AbortController().signal, onProgress }
    return (await processTarget(halley, request)) satisfies Result<ProcessOutcome>
  } finally {
    await closeHalley(halley)
  }
}

/** {@link tryProcess} of what must not be refused. */
export async function process(home: string, target: string, options: ProcessingOptions = {}): Promise<ProcessOutcome> {
  return valueOf(await tryProcess(home, target, options))
}

export type Row = Readonly<Record<string, unknown>>

/** All rows of a Parquet file; integers of 64 bits as numbers. */
export async function readRows(path: string): Promise<readonly Row[]> {
  const rows: Row[] = await parquetReadObjects({ file: await asyncBufferFromFile(path), compressors })
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === 'bigint' ? Number(value) : value])),
  )
}

/** A table of a run directory. */
export function readTable(directory: string, table: string): Promise<readonly Row[]> {
  return readRows(join(directory, `${table}.parquet`))
}

/** The rows of all forced measurements of a run directory. */
export async function readForced(directory: string): Promise<readonly Row[]> {
  const names = readdirSync(directory).filter((name) => name.startsWith('forced_measurements_'))
  return (await Promise.all(names.toSorted().map((name) => readRows(join(directory, name))))).flat()
}

/** The catalogue measurements of all images of a run directory. */
export async function readDetections(directory: string): Promise<readonly Row[]> {
  const images = await readTable(directory, 'images')
  return (await Promise.all(images.map((image) => readRows(String(image['measurements_path']))))).flat()
}

export function without(row: Row, ...columns: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name)))
}

function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** The hash of each table of a run directory; of the images, which say where the store is, of all other columns. */
export async function tableHashes(directory: string): Promise<Readonly<Record<string, string>>> {
  const names = readdirSync(directory).filter((name) => name.endsWith('.parquet') && name !== 'images.parquet')
  const images = (await readTable(directory, 'images')).map((row) => without(row, 'measurements_path'))
  const hashes = names.map((name) => [name, hash(readFileSync(join(directory, name)))] as const)
  return Object.fromEntries([...hashes, ['images.parquet', hash(JSON.stringify(images))] as const])
}
