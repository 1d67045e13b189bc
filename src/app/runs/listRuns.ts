import type { Fault, Result } from '../../fault/fault.ts'
import { success } from '../../fault/fault.ts'
import { wordsOfRun } from '../../lifecycle/runState.ts'
import { lastErrors, operationsByIds, purgesOfEntries, shownCounts } from '../../store/catalogue/runLists.ts'
import type { OperationRow, RunRow } from '../../store/catalogue/schema.ts'
import { resultBytes } from '../../store/catalogue/usage.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import type { RunFilter, RunFilterStatus, RunList, RunRowView } from '../contract/runRow.ts'
import type { OperationView } from '../contract/operation.ts'
import type { ResultCounts } from '../contract/runStatus.ts'
import type { Halley } from '../halley.ts'
import { readableRuns, type Readable } from '../items/readable.ts'
import { readProgress } from '../operations/operationProgress.ts'
import { operationViews } from '../operations/operationViews.ts'

type Found = Readable<RunRow>

const statusOfWork: Readonly<Record<RunRow['work'], RunFilterStatus>> = {
  initialised: 'initialised',
  queued: 'atWork',
  running: 'atWork',
  restoring: 'atWork',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
}

/** Whether a run passes the filters; `owners` are the names of users by their ids. */
function isWanted({ row, projectName }: Found, filter: RunFilter, userId: string, owners: ReadonlyMap<string, string>): boolean {
  const { q = '', status, project, owner } = filter
  if (owner === 'mine' && row.ownerId !== userId) return false
  if (project !== undefined && project !== projectName) return false
  if (status !== undefined && status !== (row.place === 'purging' ? 'deleting' : statusOfWork[row.work])) return false
  const text = [row.name, row.description, projectName, owners.get(row.ownerId) ?? ''].join('\n').toLowerCase()
  return text.includes(q.trim().toLowerCase())
}

type Work = NonNullable<RunRowView['operation']>
type LastFault = NonNullable<RunRowView['fault']>

interface Facts {
  readonly counts: ReadonlyMap<string, string>
  readonly bytes: ReadonlyMap<string, number>
  /** By the id of the operation. */
  readonly held: ReadonlyMap<string, Work>
  /** By the id of the trash entry. */
  readonly removals: ReadonlyMap<string, OperationRow>
  readonly errors: ReadonlyMap<string, string>
}

function workOf({ id, kind, state, progress, waitReason }: Omit<OperationView, 'words'>): Work {
  const { stage, done, total } = progress
  return { id, kind, state, stage, done, total, waitReason }
}

function removalOf({ id, kind, state, progress }: OperationRow): Work {
  const { stage, done, total } = readProgress(progress)
  return { id, kind, state, stage, done, total, waitReason: null }
}

async function factsOf(halley: Halley, rows: readonly RunRow[]): Promise<Facts> {
  const { catalogue } = halley.store
  const heldIds = rows.flatMap(({ operationId }) => operationId ?? [])
  const entryIds = rows.flatMap(({ place, entryId }) => (place === 'purging' && entryId !== null ? [entryId] : []))
  const failedIds = rows.flatMap(({ id, work, place }) => (work === 'failed' && place === 'live' ? [id] : []))
  const views = heldIds.length > 0 ? await operationViews(halley, await operationsByIds(catalogue, heldIds)) : []
  return {
    counts: await shownCounts(
      catalogue,
      rows.map(({ id }) => id),
    ),
    bytes: await resultBytes(catalogue),
    held: new Map(views.map((view) => [view.id, workOf(view)])),
    removals: await purgesOfEntries(catalogue, entryIds),
    errors: await lastErrors(catalogue, failedIds),
  }
}

/** The work that holds a run or removes it, and why the last failed. */
function doingOf({ id, operationId, entryId, place }: RunRow, { held, removals, errors }: Facts) {
  const removal = place === 'purging' ? removals.get(entryId ?? '') : undefined
  const error = removal ? removal.error : errors.get(id)
  const fault = error ? (JSON.parse(error) as Fault) : null
  return {
    operation: removal ? removalOf(removal) : (held.get(operationId ?? '') ?? null),
    fault: fault && ({ code: fault.code, message: fault.message, hint: fault.hint } satisfies LastFault),
  }
}

function countsOf(id: string, { counts }: Facts): RunRowView['counts'] {
  const shown = counts.get(id)
  if (shown === undefined) return null
  const { images, sources, newSources } = JSON.parse(shown) as ResultCounts
  return { images, sources, newSources }
}

async function rowsOf(halley: Halley, found: readonly Found[], owners: ReadonlyMap<string, string>): Promise<RunRowView[]> {
  const { user } = halley
  const rows = found.map(({ row }) => row)
  const facts = await factsOf(halley, rows)
  return found.map(({ row, item, words, projectName, commands }) => {
    const { id, name, description, ownerId, place, work, headVersion, updatedAt } = row
    return {
      id,
      name,
      description,
      project: projectName,
      owner: owners.get(ownerId) ?? ownerId,
      isMine: ownerId === user.id,
      place,
      work,
      words,
      sentence: item.kind === 'run' ? wordsOfRun(item.state) : words,
      version: headVersion,
      counts: countsOf(id, facts),
      bytes: facts.bytes.get(id) ?? 0,
      updatedUtc: updatedAt,
      ...doingOf(row, facts),
      commands,
    }
  })
}

/** The runs that the user may see and that pass the filters, newest change first: slim rows, some a call. */
export async function listRuns(halley: Halley, filter: RunFilter): Promise<Result<RunList>> {
  const readable = await readableRuns(halley)
  const owners = await userNames(
    halley.store.catalogue,
    readable.map(({ row }) => row.ownerId),
  )
  const wanted = readable.filter((run) => isWanted(run, filter, halley.user.id, owners))
  const runs = await rowsOf(halley, wanted.slice(filter.offset, filter.offset + filter.limit), owners)
  const projects = [...new Set(readable.map(({ projectName }) => projectName))].toSorted((a, b) => a.localeCompare(b, 'en'))
  return success({ runs, total: wanted.length, all: readable.length, projects })
}
