import type { RunOperation } from '../../lifecycle/runState.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { DrawnRow, ProjectRow, RunRow } from '../catalogue/schema.ts'
import { drawnOf, projectOf, runOf, runOperationOf } from './entities.ts'
import { inChunks } from '../catalogue/inChunks.ts'
import type { Loading } from './loading.ts'

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

async function granteesOf(transaction: Catalogue, ids: readonly string[]): Promise<(id: string) => string[]> {
  const rows = await inChunks(ids, (chunk) =>
    transaction.selectFrom('shares').select(['itemId', 'userId']).where('itemId', 'in', chunk).orderBy('userId').execute(),
  )
  const byItem = grouped(rows, ({ itemId }) => itemId)
  return (id) => (byItem.get(id) ?? []).map(({ userId }) => userId)
}

async function operationsOf(transaction: Catalogue, runs: readonly RunRow[]): Promise<Map<string, RunOperation>> {
  const ids = runs.flatMap(({ operationId }) => operationId ?? [])
  const rows = await inChunks(ids, (chunk) => transaction.selectFrom('operations').selectAll().where('id', 'in', chunk).execute())
  const images = await inChunks(ids, (chunk) =>
    transaction.selectFrom('operationImages').selectAll().where('operationId', 'in', chunk).orderBy('imageId').execute(),
  )
  const byOperation = grouped(images, ({ operationId }) => operationId)
  return new Map(
    rows.map((row) => [
      row.id,
      runOperationOf(
        row,
        (byOperation.get(row.id) ?? []).map(({ imageId }) => imageId),
      ),
    ]),
  )
}

async function addProjects({ transaction, items }: Loading, rows: readonly ProjectRow[]): Promise<void> {
  const ids = rows.map(({ id }) => id)
  const members = grouped(
    await inChunks(ids, (chunk) =>
      transaction.selectFrom('members').selectAll().where('projectId', 'in', chunk).orderBy('userId').execute(),
    ),
    ({ projectId }) => projectId,
  )
  for (const row of rows) items.set(row.id, projectOf(row, new Map((members.get(row.id) ?? []).map(({ userId, role }) => [userId, role]))))
}

async function addRuns({ transaction, items }: Loading, rows: readonly RunRow[]): Promise<void> {
  const ids = rows.map(({ id }) => id)
  const versions = grouped(
    await inChunks(ids, (chunk) => transaction.selectFrom('versions').selectAll().where('runId', 'in', chunk).execute()),
    ({ runId }) => runId,
  )
  const operations = await operationsOf(transaction, rows)
  const grantees = await granteesOf(transaction, ids)
  for (const row of rows) {
    const operation = row.operationId === null ? undefined : operations.get(row.operationId)
    items.set(row.id, runOf(row, { grantees: grantees(row.id), versions: versions.get(row.id) ?? [], operation }))
  }
}

async function addDrawn({ transaction, items }: Loading, samples: readonly DrawnRow[], analyses: readonly DrawnRow[]): Promise<void> {
  const grantees = await granteesOf(
    transaction,
    [...samples, ...analyses].map(({ id }) => id),
  )
  const sampleIds = samples.map(({ id }) => id)
  const analysisIds = analyses.map(({ id }) => id)
  const ofSamples = await inChunks(sampleIds, (chunk) =>
    transaction
      .selectFrom('sampleOrigins')
      .select(['sampleId', 'runId'])
      .distinct()
      .where('sampleId', 'in', chunk)
      .orderBy('runId')
      .execute(),
  )
  const ofAnalyses = await inChunks(analysisIds, (chunk) =>
    transaction.selectFrom('analysisOrigins').selectAll().where('analysisId', 'in', chunk).execute(),
  )
  const bySample = grouped(ofSamples, ({ sampleId }) => sampleId)
  const byAnalysis = grouped(ofAnalyses, ({ analysisId }) => analysisId)
  for (const row of samples) {
    const madeFrom = (bySample.get(row.id) ?? []).map(({ runId }) => runId)
    items.set(row.id, drawnOf('sample', row, { grantees: grantees(row.id), madeFrom }))
  }
  for (const row of analyses) {
    const madeFrom = (byAnalysis.get(row.id) ?? []).flatMap(({ runId, sampleId }) => runId ?? sampleId ?? [])
    items.set(row.id, drawnOf('analysis', row, { grantees: grantees(row.id), madeFrom }))
  }
}

/** Adds items by their ids, of whatever kind they are; those of no item are passed over. */
export async function addItems(loading: Loading, ids: readonly string[]): Promise<void> {
  const { transaction } = loading
  const wanted = ids.filter((id) => !loading.items.has(id))
  if (wanted.length === 0) return
  const [projects, runs, samples, analyses] = await Promise.all([
    inChunks(wanted, (chunk) => transaction.selectFrom('projects').selectAll().where('id', 'in', chunk).execute()),
    inChunks(wanted, (chunk) => transaction.selectFrom('runs').selectAll().where('id', 'in', chunk).execute()),
    inChunks(wanted, (chunk) => transaction.selectFrom('samples').selectAll().where('id', 'in', chunk).execute()),
    inChunks(wanted, (chunk) => transaction.selectFrom('analyses').selectAll().where('id', 'in', chunk).execute()),
  ])
  await addProjects(loading, projects)
  await addRuns(loading, runs)
  await addDrawn(loading, samples, analyses)
}

/** Ids of what is in the projects. */
async function membersOf({ transaction }: Loading, projectIds: readonly string[]): Promise<string[]> {
  const rows = await inChunks(projectIds, async (chunk) => {
    const tables = ['runs', 'samples', 'analyses'] as const
    const found = await Promise.all(
      tables.map((table) => transaction.selectFrom(table).select('id').where('projectId', 'in', chunk).execute()),
    )
    return found.flat()
  })
  return rows.map(({ id }) => id)
}

/** Ids of samples and analyses that were made from the items. */
async function madeFromIds({ transaction }: Loading, itemIds: readonly string[]): Promise<string[]> {
  const samples = await inChunks(itemIds, (chunk) =>
    transaction.selectFrom('sampleOrigins').select('sampleId as id').distinct().where('runId', 'in', chunk).execute(),
  )
  const analyses = await inChunks(itemIds, (chunk) =>
    transaction
      .selectFrom('analysisOrigins')
      .select('analysisId as id')
      .where((expression) => expression.or([expression('runId', 'in', chunk), expression('sampleId', 'in', chunk)]))
      .execute(),
  )
  return [...samples, ...analyses].map(({ id }) => id)
}

/** Loads the deep items with their contents, what was made from them, and the projects that all of these are in. */
export async function loadItems(loading: Loading): Promise<void> {
  const { items, deep } = loading
  const seen = new Set<string>()
  for (let fresh = [...deep]; fresh.length > 0; fresh = [...deep].filter((id) => !seen.has(id))) {
    for (const id of fresh) seen.add(id)
    await addItems(loading, fresh)
    const projectIds = fresh.filter((id) => items.get(id)?.kind === 'project')
    for (const id of await membersOf(loading, projectIds)) deep.add(id)
    for (const id of await madeFromIds(loading, fresh)) deep.add(id)
  }
  const homes = [...items.values()].flatMap((item) => (item.kind === 'project' ? [] : [item.projectId]))
  await addItems(loading, [...new Set(homes)])
}
