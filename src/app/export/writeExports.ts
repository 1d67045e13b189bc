import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { makePlace, placeExport } from '../../store/arrow/exportPlace.ts'
import type * as arrowRoom from '../../store/arrow/exportTables.ts'
import type { ArrowOptions, ArrowWritten } from '../../store/arrow/writeArrow.ts'
import type { DuckDb } from '../../store/parquet/duckDb.ts'
import { openDuckDb } from '../../store/parquet/duckDb.ts'
import type { ExportStageName } from '../contract/progress.ts'
import type { Workbench } from '../operations/workbench.ts'
import type { StageReporter } from '../process/stageReporter.ts'
import type { ExportTarget } from './exportTarget.ts'
import { MEASUREMENTS_FILE, PAIRS_FILE } from './exportTarget.ts'

export interface ExportedFile {
  readonly path: string
  readonly rows: number
  readonly bytes: number
}

interface Workplace extends Workbench {
  /** Where rows go that do not fit into memory while they are put in order. */
  readonly spillFolder: string
  readonly reporter: StageReporter
}

type ArrowRoom = typeof arrowRoom

/** One Arrow file to be made. */
interface ArrowTask {
  readonly stage: ExportStageName
  readonly name: string
  /** The table that it has the rows of. */
  readonly table: string
  readonly write: (duckDb: DuckDb, path: string, options: ArrowOptions) => Promise<Result<ArrowWritten>>
}

/** 10^7 measurements are put in order twice as fast in this as in the half of it. */
const MEMORY_MB = 1000
const THREADS = 2

function arrowTasks(room: ArrowRoom, { tables }: ExportTarget): ArrowTask[] {
  const { associations, pairs } = tables
  const measurements: ArrowTask = {
    stage: 'measurements',
    name: MEASUREMENTS_FILE,
    table: associations,
    write: (duckDb, path, options) => room.writeMeasurementsArrow(duckDb, path, tables, options),
  }
  if (pairs === null) return [measurements]
  const write: ArrowTask['write'] = (duckDb, path, options) => room.writePairsArrow(duckDb, path, pairs, options)
  return [measurements, { stage: 'pairs', name: PAIRS_FILE, table: pairs, write }]
}

/** Writes one file where it does not show yet. */
async function writeOne(room: ArrowRoom, duckDb: DuckDb, task: ArrowTask, path: string, { reporter, stopFault }: Workplace) {
  const rows = await room.countTableRows(duckDb, task.table)
  if (!rows.ok) return rows
  return reporter.run(
    task.stage,
    Math.ceil(rows.value / room.rowsPerBatch),
    (advance) => task.write(duckDb, path, { onBatch: advance, isStopped: () => stopFault() !== null }),
    (written) => (written.ok ? `${written.value.rows} rows, ${(written.value.bytes / 1e6).toFixed(1)} MB` : 'refused'),
  )
}

/** Hidden until it is whole: beside its place in a folder of the user, which may be on another disk. */
function hiddenPath({ place }: ExportTarget, name: string, { attempt }: Workplace): string {
  return place.isInStore ? join(attempt.resultFolder, name) : join(place.folder, `.${name}.${attempt.claim.id}`)
}

interface HiddenFile extends ArrowWritten {
  readonly name: string
  readonly hidden: string
}

async function writeHidden(room: ArrowRoom, duckDb: DuckDb, target: ExportTarget, workplace: Workplace): Promise<Result<HiddenFile[]>> {
  const files: HiddenFile[] = []
  for (const task of arrowTasks(room, target)) {
    const stop = workplace.stopFault()
    if (stop) return failure(stop)
    const hidden = hiddenPath(target, task.name, workplace)
    const written = await writeOne(room, duckDb, task, hidden, workplace)
    if (!written.ok) return written
    files.push({ name: task.name, hidden, ...written.value })
  }
  return success(files)
}

async function placeAll({ place }: ExportTarget, files: readonly HiddenFile[]): Promise<Result<ExportedFile[]>> {
  const placed: ExportedFile[] = []
  for (const { name, hidden, rows, bytes } of files) {
    const path = await placeExport(place, hidden, name)
    if (!path.ok) return path
    placed.push({ path: path.value, rows, bytes })
  }
  return success(placed)
}

/** Writes the Arrow files of a version, and puts them in their place once all are whole. */
export async function writeExports(target: ExportTarget, workplace: Workplace): Promise<Result<ExportedFile[]>> {
  // It takes a tenth of a second to load, and other commands have no use for it.
  const room = await import('../../store/arrow/exportTables.ts')
  const made = await makePlace(target.place)
  if (!made.ok) return made
  const duckDb = await openDuckDb({ memoryLimitMb: MEMORY_MB, threads: THREADS, spillFolder: workplace.spillFolder })
  try {
    const files = await writeHidden(room, duckDb, target, workplace)
    return files.ok ? await placeAll(target, files.value) : files
  } finally {
    duckDb.close()
    for (const { name } of arrowTasks(room, target)) await rm(hiddenPath(target, name, workplace), { force: true })
  }
}
