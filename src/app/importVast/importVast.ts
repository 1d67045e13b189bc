import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault, Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { importedVersions, type ImportedVersion } from '../../store/catalogue/importedResults.ts'
import type { DuckDb } from '../../store/parquet/duckDb.ts'
import { openDuckDb } from '../../store/parquet/duckDb.ts'
import { readManifest } from '../../store/publishing/readManifest.ts'
import { listVastRuns, type VastRun } from '../../store/vast/listVastRuns.ts'
import { openVastDatabase, type VastDatabase, type VastRunRecord } from '../../store/vast/vastDatabase.ts'
import type { ProgressListener } from '../contract/progress.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { interrupted } from '../operations/stopFaults.ts'
import type { ResultCounts } from '../contract/runStatus.ts'
import { importRun } from './importRun.ts'
import type { InspectedRun } from './inspectVastRun.ts'
import { inspectVastRun } from './inspectVastRun.ts'
import { halleyNames } from './runNames.ts'
import { originDifferences, originOfManifest, originPrefix } from './vastOrigin.ts'

export interface ImportRequest {
  /** Working directory of a VAST Pipeline, or the folder of one of its runs. */
  readonly directory: string
  /** Names of the runs there that are wanted; default: all. */
  readonly runs?: readonly string[] | undefined
  /** Name for the one run, which is then taken over even where it was before. */
  readonly as?: string | undefined
  /** Name of the project that the runs go to; default: that of new runs. */
  readonly project?: string | undefined
  /** URL of VAST's PostgreSQL, for what people have said of runs, names of sources and owners; default: files alone. */
  readonly database?: string | undefined
  /** Look at everything, change nothing. */
  readonly dryRun: boolean
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
}

/**
 * What became of a run of VAST: `imported` as a version; `wouldImport` in a dry run; `unchanged` since it was imported;
 * `changed` since, and left; `unprocessed`, so that there is nothing to take over; `refused`.
 */
export type ImportState = 'imported' | 'wouldImport' | 'unchanged' | 'changed' | 'unprocessed' | 'refused'

export interface RemarkCounts {
  readonly comments: number
  readonly tags: number
  readonly favourites: number
}

export interface ImportedRun {
  /** Its name in VAST. */
  readonly vastName: string
  /** Its name here. */
  readonly name: string
  readonly state: ImportState
  readonly counts: ResultCounts | null
  /** The version of VAST that made it, as far as its log says. */
  readonly madeBy: string | null
  /** What people have said of it, where the database was asked. */
  readonly remarks: RemarkCounts | null
  /** What has changed since it was imported, in words. */
  readonly differences: readonly string[]
  readonly fault: Fault | null
}

export interface ImportOutcome {
  readonly runs: readonly ImportedRun[]
}

interface Workplace {
  readonly halley: Halley
  readonly request: ImportRequest
  readonly projectId: string
  readonly duckDb: DuckDb
  readonly database: VastDatabase | null
}

const MEMORY_MB = 1000

async function withDuckDb<T>({ scratch }: Halley, work: (duckDb: DuckDb) => Promise<T>): Promise<T> {
  mkdirSync(scratch, { recursive: true })
  const duckDb = await openDuckDb({ memoryLimitMb: MEMORY_MB, threads: 2, spillFolder: join(scratch, 'vast') })
  try {
    return await work(duckDb)
  } finally {
    duckDb.close()
  }
}

function isUnprocessed({ missing, forced, hasPairs }: VastRun): boolean {
  return missing.includes('sources.parquet') && missing.includes('associations.parquet') && forced.length === 0 && !hasPairs
}

interface KnownImport {
  readonly version: ImportedVersion
  /** None where nothing has changed in VAST since. */
  readonly differences: readonly string[]
}

/** The run as an earlier import left it, the one that has most in common with it now first. */
async function knownImport({ store }: Halley, { run, origin }: InspectedRun): Promise<KnownImport | null> {
  const known: KnownImport[] = []
  for (const version of await importedVersions(store.catalogue, originPrefix(run))) {
    const then = originOfManifest(await readManifest(store, version.runId, version.resultId))
    known.push({ version, differences: then ? originDifferences(then, origin) : ['its manifest is gone'] })
  }
  return known.find(({ differences }) => differences.length === 0) ?? known[0] ?? null
}

async function importInspected(workplace: Workplace, name: string, inspected: InspectedRun): Promise<ImportedRun> {
  const { halley, request, projectId, duckDb } = workplace
  const { run, loaded, origin } = inspected
  const remarks = origin.database && remarkCounts(origin.database)
  const facts = { vastName: run.name, name, counts: loaded.counts, madeBy: origin.version, remarks, differences: [], fault: null }
  const known = request.as === undefined ? await knownImport(halley, inspected) : null
  if (known) {
    const { version, differences } = known
    return { ...facts, name: version.runName, state: differences.length === 0 ? 'unchanged' : 'changed', differences }
  }
  if (request.dryRun) return { ...facts, state: 'wouldImport' }
  const { signal, onProgress } = request
  const imported = await importRun(halley, { name, projectId, inspected, duckDb, signal, onProgress })
  return imported.ok ? { ...facts, state: 'imported' } : { ...facts, state: 'refused', fault: imported.fault }
}

function remarkCounts({ comments, tags, favourites }: RemarkCounts): RemarkCounts {
  return { comments, tags, favourites }
}

const wordsOfStatus: Readonly<Record<string, string>> = { QUE: 'Queued', RUN: 'Running', RES: 'Restoring', DEL: 'Deleting' }

function recordFault({ name }: VastRun, record: VastRunRecord | null): Fault | null {
  if (record === null) {
    return makeFault('vast.database', `Run ${name}: expected it in the database too, found none of that name there.`, {
      hint: 'It was deleted or renamed there. Leave --database out to import its files alone.',
      data: { name },
    })
  }
  const word = wordsOfStatus[record.status]
  if (word === undefined) return null
  return makeFault('vast.atWork', `Run ${name}: expected a run that is not at work in VAST, found it ${word}.`, {
    hint: 'Wait until it is done there, then import it.',
    retryable: true,
    data: { name, status: record.status },
  })
}

async function inspectOne({ duckDb, database }: Workplace, run: VastRun): Promise<Result<InspectedRun>> {
  const record = database ? await database.readRun(run.name) : success(null)
  if (!record.ok) return record
  const fault = database && recordFault(run, record.value)
  return fault ? failure(fault) : inspectVastRun(duckDb, run, record.value)
}

async function importOne(workplace: Workplace, run: VastRun, name: string): Promise<ImportedRun> {
  const facts = { vastName: run.name, name, counts: null, madeBy: null, remarks: null, differences: [], fault: null }
  if (isUnprocessed(run)) return { ...facts, state: 'unprocessed' }
  workplace.request.onProgress({ kind: 'note', level: 'info', text: `${run.name}: reading it` })
  const inspected = await inspectOne(workplace, run)
  return inspected.ok ? importInspected(workplace, name, inspected.value) : { ...facts, state: 'refused', fault: inspected.fault }
}

function unknownRuns(names: readonly string[], directory: string) {
  return makeFault(
    'vast.folder',
    `${directory}: expected runs ${names.join(', ')}, found none of ${names.length > 1 ? 'these names' : 'that name'}.`,
    {
      hint: 'The names are those of the folders.',
      data: { names },
    },
  )
}

const severalRuns = makeFault('vast.folder', '--as: expected one run that gets the name, found several.', {
  hint: 'Say which one with --run, or give its folder.',
})

async function wantedRuns({ directory, runs: names, as }: ImportRequest): Promise<Result<VastRun[]>> {
  const found = await listVastRuns(directory)
  if (!found.ok) return found
  const unknown = names?.filter((name) => !found.value.some((run) => run.name === name)) ?? []
  if (unknown.length > 0) return failure(unknownRuns(unknown, directory))
  const wanted = found.value.filter(({ name }) => names?.includes(name) ?? true)
  return as !== undefined && wanted.length > 1 ? failure(severalRuns) : success(wanted)
}

/**
 * Takes over runs of a VAST Pipeline, each as version 1 of a new run, and changes nothing there. A run that is damaged is
 * refused, and the others go on; one that was taken over before is left as it is.
 *
 * @returns `vast.folder`, `vast.database`, `item.notFound` for the project, `interrupted`; the refusals of single runs are in the outcome
 */
export async function importVast(halley: Halley, request: ImportRequest): Promise<Result<ImportOutcome>> {
  const wanted = await wantedRuns(request)
  if (!wanted.ok) return wanted
  const project = request.project === undefined ? null : await findItem(halley, 'project', request.project)
  if (project?.ok === false) return project
  const projectId = project?.value.id ?? halley.projectId
  const names = request.as === undefined ? halleyNames(wanted.value.map(({ name }) => name)) : [request.as]
  const database = request.database === undefined ? success(null) : await openVastDatabase(request.database)
  if (!database.ok) return database
  try {
    return await withDuckDb(halley, async (duckDb) => {
      const runs: ImportedRun[] = []
      for (const [index, run] of wanted.value.entries()) {
        if (request.signal.aborted) return failure(interrupted)
        runs.push(await importOne({ halley, request, projectId, duckDb, database: database.value }, run, names[index]))
      }
      return success({ runs })
    })
  } finally {
    await database.value?.close()
  }
}
