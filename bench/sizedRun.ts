import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { actorOf } from '../src/app/actor.ts'
import type { Halley } from '../src/app/halley.ts'
import { threadDuckDb } from '../src/app/process/threadDuckDb.ts'
import { createRun } from '../src/app/runs/createRun.ts'
import type { Command } from '../src/lifecycle/commands.ts'
import { reserveImageNumbers } from '../src/store/catalogue/images.ts'
import { claimOperation, enqueueOperation } from '../src/store/catalogue/operations.ts'
import { findRun } from '../src/store/catalogue/runs.ts'
import type { ImageRow, RunRow } from '../src/store/catalogue/schema.ts'
import { sqlLiteral } from '../src/store/parquet/duckDb.ts'
import { beginAttempt, type Attempt } from '../src/store/publishing/attempt.ts'
import { publishImages } from '../src/store/publishing/publishImages.ts'
import { publishVersion } from '../src/store/publishing/publishVersion.ts'
import { performCommand } from '../src/store/state/performCommand.ts'
import { expectValue } from './detections.ts'

/** How many measurements a source has, and how many images the measurements lie in. */
export const measurementsPerSource = 10
const imageCount = 20

/** What a run of this size has in its files. */
export interface SizedTables {
  readonly writeMeasurements: (path: string, imageNumber: number, rows: number) => Promise<void>
  readonly writeResult: (folder: string, size: ResultSize) => Promise<void>
}

export interface ResultSize {
  readonly sources: number
  /** Number of the first of its images; the others follow. */
  readonly firstImage: number
  readonly images: number
}

async function copyRows(path: string, select: string): Promise<void> {
  const { connection } = await threadDuckDb()
  await connection.run(`copy (${select}) to ${sqlLiteral(path)} (format parquet)`)
}

const sourceColumns = Array.from({ length: 28 }, (_, column) => `random() as column${column}`).join(', ')
const measurementColumns = Array.from({ length: 12 }, (_, column) => `random() as column${column}`).join(', ')

/** As many bytes as such files have, for what does not read them. */
const bulk: SizedTables = {
  writeMeasurements: (path, _imageNumber, rows) => copyRows(path, `select range as id, ${measurementColumns} from range(${rows})`),
  async writeResult(folder, { sources }) {
    await copyRows(join(folder, 'sources.parquet'), `select range as id, ${sourceColumns} from range(${sources})`)
    const associations = `select range % ${sources} as source_id, range as meas_id, random() as d2d from range(${sources * measurementsPerSource})`
    await copyRows(join(folder, 'associations.parquet'), associations)
  },
}

/** Begins the processing of a run that has no files: its attempt. */
export async function startWork(halley: Halley, run: RunRow): Promise<Attempt> {
  const { store, user } = halley
  const operationId = randomUUID()
  const nowMs = halley.now().getTime()
  const now = new Date(nowMs).toISOString()
  const work = { actor: actorOf(user), itemId: run.id, operationId, imageIds: [] }
  const command: Command = run.headVersion === null ? { name: 'process', ...work } : { name: 'addImages', ...work }
  const row = { id: operationId, kind: command.name, runId: run.id, actorId: user.id, createdAt: now }
  expectValue(await performCommand(store, { command, nowMs, beforeSave: (transaction) => enqueueOperation(transaction, row) }))
  const claimed = await claimOperation(store.catalogue, operationId, { worker: 'bench', now, leaseUntil: now })
  if (!claimed) throw new Error('The operation could not be claimed.')
  const start = { name: 'start', actor: { kind: 'worker' }, itemId: run.id, operationId } as const
  expectValue(await performCommand(store, { command: start, nowMs }))
  return expectValue(await beginAttempt(store, claimed))
}

async function addImages(halley: Halley, attempt: Attempt, measurements: number, tables: SizedTables): Promise<ImageRow[]> {
  const first = await reserveImageNumbers(halley.store.catalogue, imageCount)
  const images = []
  for (let image = 0; image < imageCount; image++) {
    const id = randomUUID()
    const rows = Math.ceil(measurements / imageCount)
    await tables.writeMeasurements(join(attempt.imageFolder(id), 'measurements.parquet'), first + image, rows)
    const facts = { ingestSettings: '{}', ingestVersion: 1, facts: '{}', measurementCount: rows, createdAt: halley.now().toISOString() }
    images.push({ id, number: first + image, name: `${id}.fits`, contentHash: id, ...facts, files: [] })
  }
  return expectValue(await publishImages(halley.store, attempt, images))
}

interface SizedVersion {
  readonly sources: number
  /** null: new ones. */
  readonly images: readonly ImageRow[] | null
  readonly tables: SizedTables
}

async function publish(halley: Halley, run: RunRow, { sources, images, tables }: SizedVersion): Promise<readonly ImageRow[]> {
  const attempt = await startWork(halley, run)
  const used = images ?? (await addImages(halley, attempt, sources * measurementsPerSource, tables))
  await tables.writeResult(attempt.resultFolder, { sources, firstImage: used[0].number, images: imageCount })
  const counts = { images: imageCount, detections: sources * measurementsPerSource, forced: 0, sources, newSources: 0, relations: 0 }
  const made = { madeAt: halley.now().toISOString(), configurationText: 'inputs: {}\n', inputsHash: randomUUID(), codeVersion: 'bench' }
  const listed = used.map((image, epoch) => ({ image, epoch }))
  const version = {
    runId: run.id,
    resultId: randomUUID(),
    ...made,
    counts,
    images: listed,
    lastSourceId: Math.max(sources, run.lastSourceId),
    forcedCount: 0,
  }
  expectValue(await publishVersion(halley.store, attempt, version))
  return used
}

async function rowOf(halley: Halley, id: string): Promise<RunRow> {
  const row = await findRun(halley.store.catalogue, id)
  if (!row) throw new Error(`No run ${id}`)
  return row
}

/**
 * Makes a run with two versions: the first with that many sources and ten times the measurements in 20 images of its own,
 * the second, which is shown, with a tenth of the sources over the same images.
 */
export async function makeSizedRun(halley: Halley, name: string, sources: number): Promise<RunRow> {
  const { id } = expectValue(await createRun(halley, { name, configText: 'inputs: {}\n' }))
  const images = await publish(halley, await rowOf(halley, id), { sources, images: null, tables: bulk })
  await publish(halley, await rowOf(halley, id), { sources: Math.ceil(sources / 10), images, tables: bulk })
  return rowOf(halley, id)
}

/** Makes a run of one version with that many sources, ten times the measurements in 20 images, and such tables. */
export async function makeRunWith(halley: Halley, name: string, sources: number, tables: SizedTables): Promise<RunRow> {
  const { id } = expectValue(await createRun(halley, { name, configText: 'inputs: {}\n' }))
  await publish(halley, await rowOf(halley, id), { sources, images: null, tables })
  return rowOf(halley, id)
}
