import { isBusy, type RunOperation, type RunState } from '../../lifecycle/runState.ts'
import type { Run, Version } from '../../lifecycle/state.ts'
import { settledOf } from '../../lifecycle/comeBack.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import { cancelOperation, findOperation } from '../catalogue/operations.ts'
import { addVersion } from '../catalogue/versions.ts'
import { placeColumns } from './placeColumns.ts'

function operationOf(state: RunState): RunOperation | null {
  return state.place === 'live' && isBusy(state) ? state.operation : null
}

function workColumns({ state }: Run) {
  if (state.place === 'purged') return {}
  const isRestoring = state.place === 'live' && state.work === 'restoring'
  return {
    work: state.work,
    headVersion: state.head,
    operationId: operationOf(state)?.id ?? null,
    revertTarget: isRestoring ? state.target : null,
    revertBefore: isRestoring ? state.before : null,
  }
}

async function addRunRow(transaction: Catalogue, run: Run, at: string): Promise<void> {
  const { id, name, projectId, ownerId, lastVersion } = run
  const { work, head } = settledOf(run)
  await transaction
    .insertInto('runs')
    .values({
      id,
      name,
      description: '',
      projectId,
      ownerId,
      ...placeColumns(run.state),
      work,
      headVersion: head,
      lastVersion,
      lastSourceId: 0,
      forcedCount: 0,
      revision: 0,
      createdAt: at,
      updatedAt: at,
      operationId: null,
      revertTarget: null,
      revertBefore: null,
      keepVersions: null,
    })
    .execute()
}

async function addVersionRow(transaction: Catalogue, before: Run, version: Version): Promise<void> {
  const operationId = operationOf(before.state)?.id
  const operation = operationId === undefined ? undefined : await findOperation(transaction, operationId)
  if (!operation) throw new Error(`Version ${version.number} of run ${before.id} was published by no operation`)
  const { number, resultId, parent, madeAs, madeAtMs, restoredFrom, state } = version
  await addVersion(transaction, {
    runId: before.id,
    number,
    resultId,
    parentNumber: parent,
    kind: madeAs,
    madeBy: operation.actorId,
    madeAt: new Date(madeAtMs).toISOString(),
    operationId: operation.id,
    restoredFrom,
    ...placeColumns(state),
  })
}

async function saveVersions(transaction: Catalogue, before: Run, after: Run): Promise<void> {
  const known = new Map(before.versions.map((version) => [version.number, version]))
  for (const version of after.versions) {
    const old = known.get(version.number)
    if (!old) await addVersionRow(transaction, before, version)
    else if (old.state !== version.state) {
      await transaction
        .updateTable('versions')
        .set(placeColumns(version.state))
        .where('runId', '=', after.id)
        .where('number', '=', version.number)
        .execute()
    }
  }
  if (after.state.place === 'purged' && before.state.place !== 'purged') {
    await transaction.updateTable('versions').set({ place: 'purged', entryId: null }).where('runId', '=', after.id).execute()
  }
}

/** Images that its operation has ingested or found are kept for it while it lasts. */
async function saveOperationImages(transaction: Catalogue, before: Run | null, after: Run): Promise<void> {
  const operation = operationOf(after.state)
  if (!operation) return
  const old = before === null ? null : operationOf(before.state)
  const known = new Set(old?.id === operation.id ? old.imageIds : [])
  const fresh = operation.imageIds.filter((id) => !known.has(id))
  for (let first = 0; first < fresh.length; first += 1000) {
    const rows = fresh.slice(first, first + 1000).map((imageId) => ({ operationId: operation.id, imageId }))
    await transaction.insertInto('operationImages').values(rows).execute()
  }
}

/** An operation that does not hold its run any more was cancelled, unless it has ended by itself or published: whoever publishes ends it. */
async function endCancelled(transaction: Catalogue, before: Run, after: Run, at: string): Promise<void> {
  const [old, now] = [operationOf(before.state), operationOf(after.state)]
  const hasPublished = after.lastVersion > before.lastVersion
  if (old !== null && old.id !== now?.id && !hasPublished) await cancelOperation(transaction, old.id, at)
}

/** Writes a run with its versions and the images of its operation. */
export async function saveRun(transaction: Catalogue, before: Run | null, after: Run, at: string): Promise<void> {
  if (!before) return addRunRow(transaction, after, at)
  await saveVersions(transaction, before, after)
  const { id, name, ownerId, projectId, lastVersion } = after
  const columns = { name, ownerId, projectId, lastVersion, ...placeColumns(after.state), ...workColumns(after), updatedAt: at }
  await transaction
    .updateTable('runs')
    .set((expression) => ({ ...columns, revision: expression('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()
  await saveOperationImages(transaction, before, after)
  await endCancelled(transaction, before, after, at)
}
