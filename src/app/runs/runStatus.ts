import type { Fault, Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { findOperation, lastOperationOfRun } from '../../store/catalogue/operations.ts'
import { findResult } from '../../store/catalogue/results.ts'
import { purgesOfEntries } from '../../store/catalogue/runLists.ts'
import type { OperationRow, RunRow } from '../../store/catalogue/schema.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { findVersion } from '../../store/catalogue/versions.ts'
import type { OperationView } from '../contract/operation.ts'
import type { ResultCounts, RunStatus } from '../contract/runStatus.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { itemActions } from '../items/itemActions.ts'
import { readableRuns, type Readable } from '../items/readable.ts'
import { operationViews } from '../operations/operationViews.ts'

async function lastFault({ store }: Halley, run: RunRow): Promise<RunStatus['fault']> {
  const operation = await lastOperationOfRun(store.catalogue, run.id)
  if (!operation?.error) return null
  const { code, message, hint } = JSON.parse(operation.error) as Fault
  return { code, message, hint }
}

/** The work that holds a run or removes it. */
async function workOn({ store: { catalogue } }: Halley, { operationId, place, entryId }: RunRow): Promise<OperationRow | undefined> {
  if (place === 'purging' && entryId !== null) return (await purgesOfEntries(catalogue, [entryId])).get(entryId)
  return operationId === null ? undefined : findOperation(catalogue, operationId)
}

async function holderOf(halley: Halley, row: RunRow): Promise<OperationView | null> {
  const operation = await workOn(halley, row)
  const [view] = operation ? await operationViews(halley, [operation]) : []
  return view ?? null
}

type Status = Omit<RunStatus, 'actions' | 'owner'>

async function statusOf(halley: Halley, { row, words, projectName }: Readable<RunRow>): Promise<Status> {
  const { catalogue } = halley.store
  const { id, name, description, place, work, headVersion, updatedAt } = row
  const head = headVersion === null ? undefined : await findVersion(catalogue, id, headVersion)
  const result = head && (await findResult(catalogue, head.resultId))
  return {
    id,
    name,
    description,
    project: projectName,
    place,
    work,
    words,
    version: headVersion,
    counts: result ? (JSON.parse(result.counts) as ResultCounts) : null,
    updatedUtc: updatedAt,
    operation: await holderOf(halley, row),
    fault: work === 'failed' ? await lastFault(halley, row) : null,
  }
}

/** Runs by name or id; of several that have a name, such as one that is being deleted and its successor, all. */
async function namedRuns(halley: Halley, names: readonly string[]): Promise<Result<readonly Readable<RunRow>[]>> {
  const found: Readable<RunRow>[] = []
  for (const name of names) {
    const named = await readableRuns(halley, name)
    found.push(...named)
    if (named.length > 0) continue
    const item = await findItem(halley, 'run', name)
    if (!item.ok) return failure(item.fault)
    found.push(...(await readableRuns(halley, item.value.id)))
  }
  return success(found)
}

/** The state and the counts of the named runs that the user may read; `all` means every run, newest change first. */
export async function runStatus(halley: Halley, names: readonly string[]): Promise<Result<readonly RunStatus[]>> {
  const isAll = names.includes('all')
  const runs = isAll ? success(await readableRuns(halley)) : await namedRuns(halley, names)
  if (!runs.ok) return runs
  const owners = await userNames(
    halley.store.catalogue,
    runs.value.map(({ row }) => row.ownerId),
  )
  const statuses = runs.value.map(async (run) => {
    const { id, ownerId } = run.row
    const actions = isAll ? null : await itemActions(halley, id)
    return { ...(await statusOf(halley, run)), owner: owners.get(ownerId) ?? ownerId, actions }
  })
  return success(await Promise.all(statuses))
}
