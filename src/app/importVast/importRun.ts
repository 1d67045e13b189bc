import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { configurationHash } from '../../store/catalogue/configurations.ts'
import { findLiveRunByName, findRun } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import type { DuckDb } from '../../store/parquet/duckDb.ts'
import { readDraft } from '../../store/runFolder.ts'
import { openRunLog } from '../../store/runLog.ts'
import type { ProgressListener } from '../contract/progress.ts'
import type { Halley } from '../halley.ts'
import { performOperation } from '../operations/performOperation.ts'
import { bugFault } from '../operations/stopFaults.ts'
import type { Workbench } from '../operations/workbench.ts'
import { logListener } from '../process/logListener.ts'
import { StageReporter } from '../process/stageReporter.ts'
import { createRun } from '../runs/createRun.ts'
import { transferItem } from '../items/shareItem.ts'
import type { VastUsers } from './importUsers.ts'
import { importUsers } from './importUsers.ts'
import { importVersion } from './importVersion.ts'
import type { InspectedRun } from './inspectVastRun.ts'

/** Of a description. */
const MAX_DESCRIPTION = 240

export interface RunImport {
  readonly name: string
  readonly projectId: string
  readonly inspected: InspectedRun
  readonly duckDb: DuckDb
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
}

function nameTaken(name: string, { run }: InspectedRun) {
  return makeFault('vast.nameTaken', `Run name ${name}: expected a name that no run has, found another run of that name.`, {
    hint: `Take it over under another name: ./halley import-vast ${run.folder} --as NAME`,
    data: { name },
  })
}

interface WithUsers {
  readonly users: VastUsers
}

/** The run to fill: a new one, or one that an earlier import made and could not fill. */
async function emptyRun(halley: Halley, { name, projectId, inspected }: RunImport): Promise<Result<RunRow>> {
  const { store } = halley
  const found = await findLiveRunByName(store.catalogue, name)
  const configText = inspected.config.draftText
  if (found) {
    const draft = await readDraft(store, found.id)
    const isOurs = found.headVersion === null && draft.ok && draft.value.hash === configurationHash(configText)
    return isOurs ? success(found) : failure(nameTaken(name, inspected))
  }
  const description = inspected.record?.description.slice(0, MAX_DESCRIPTION) ?? ''
  const created = await createRun(halley, { name, projectId, configText, description })
  if (!created.ok) return created
  const run = await findRun(store.catalogue, created.value.id)
  if (!run) throw new Error(`Run ${created.value.id} was made and is not there.`)
  return success(run)
}

async function loggedImport(halley: Halley, run: RunRow, request: RunImport & WithUsers, bench: Workbench): Promise<Result<number>> {
  const { store, now } = halley
  const log = openRunLog(store, run.id, now())
  bench.useLog(log.path)
  const { origin } = request.inspected
  const onProgress: ProgressListener = (event) => {
    bench.report(event)
    request.onProgress(event)
  }
  const reporter = new StageReporter(logListener(log, now, { debug: false, onProgress }))
  try {
    log.write(now(), 'import', 'INFO', `From ${origin.path}, made by VAST Pipeline ${origin.version ?? 'of an unknown version'}`)
    const imported = await importVersion({ halley, run, ...request, ...bench, reporter })
    if (imported.ok) log.write(now(), 'import', 'INFO', `Version ${imported.value} is shown.`)
    else log.write(now(), 'import', 'ERROR', `${imported.fault.message} ${imported.fault.hint}`)
    return imported
  } catch (error) {
    log.write(now(), 'import', 'ERROR', bugFault(error).message)
    throw error
  } finally {
    log.close()
  }
}

async function tellHistory(halley: Halley, run: RunRow, { inspected }: RunImport): Promise<void> {
  const { system, version, path, name } = inspected.origin
  await halley.store.catalogue.transaction().execute((transaction) =>
    recordAudit(transaction, {
      at: halley.now().toISOString(),
      actorId: halley.user.id,
      action: 'importRun',
      subjectKind: 'run',
      subjectId: run.id,
      details: { system, version, path, name, counts: inspected.loaded.counts },
    }),
  )
}

/** Gives the run to who owns it in VAST. */
async function giveToOwner(halley: Halley, run: RunRow, { inspected }: RunImport, users: VastUsers): Promise<Result<unknown>> {
  const owner = users.get(inspected.record?.owner ?? '')
  return owner && owner.id !== halley.user.id ? transferItem(halley, run.id, owner.name) : success(undefined)
}

/**
 * Takes an inspected run of VAST over as version 1 of a new run, with what people have said of it, for its owner.
 *
 * @returns the number of the version
 */
export async function importRun(halley: Halley, request: RunImport): Promise<Result<number>> {
  const { signal, inspected } = request
  const users = inspected.record ? await importUsers(halley, inspected.record) : success<VastUsers>(new Map())
  if (!users.ok) return users
  const run = await emptyRun(halley, request)
  if (!run.ok) return run
  const operation = { kind: 'import', run: run.value, threads: 2, signal } as const
  const version = await performOperation(halley, operation, (bench) =>
    loggedImport(halley, run.value, { ...request, users: users.value }, bench),
  )
  if (!version.ok) return version
  await tellHistory(halley, run.value, request)
  const given = await giveToOwner(halley, run.value, request, users.value)
  return given.ok ? version : given
}
