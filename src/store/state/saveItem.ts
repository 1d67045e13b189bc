import type { Analysis, Item, Project, Sample } from '../../lifecycle/state.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { ShareRow } from '../catalogue/schema.ts'
import { placeColumns } from './placeColumns.ts'
import { saveRun } from './saveRun.ts'

async function saveProject(transaction: Catalogue, before: Project | null, after: Project, at: string): Promise<void> {
  const { id, name, ownerId, use, retentionDays } = after
  const columns = { name, ownerId, retentionDays, ...placeColumns(after.state), updatedAt: at }
  if (before) {
    await transaction
      .updateTable('projects')
      .set((expression) => ({ ...columns, revision: expression('revision', '+', 1) }))
      .where('id', '=', id)
      .execute()
  } else {
    await transaction
      .insertInto('projects')
      .values({ id, use, ...columns, description: '', createdAt: at, revision: 0 })
      .execute()
  }
  const known = before?.members ?? new Map<string, string>()
  const gone = [...known.keys()].filter((userId) => !after.members.has(userId))
  if (gone.length > 0) await transaction.deleteFrom('members').where('projectId', '=', id).where('userId', 'in', gone).execute()
  for (const [userId, role] of after.members) {
    if (known.get(userId) === role) continue
    await transaction
      .insertInto('members')
      .values({ projectId: id, userId, role })
      .onConflict((conflict) => conflict.columns(['projectId', 'userId']).doUpdateSet({ role }))
      .execute()
  }
}

async function saveDrawn(transaction: Catalogue, before: Item | null, after: Sample | Analysis, at: string): Promise<void> {
  const { id, name, ownerId, projectId } = after
  const table = after.kind === 'sample' ? 'samples' : 'analyses'
  const columns = { name, ownerId, projectId, ...placeColumns(after.state), updatedAt: at }
  if (before) {
    await transaction
      .updateTable(table)
      .set((expression) => ({ ...columns, revision: expression('revision', '+', 1) }))
      .where('id', '=', id)
      .execute()
    return
  }
  const blank = { description: '', parameters: '{}', counts: '{}', manifestHash: '', files: 0, bytes: 0, predecessorId: null }
  await transaction
    .insertInto(table)
    .values({ id, ...columns, ...blank, codeVersion: '', createdAt: at, revision: 0 })
    .execute()
}

function shareRow({ id, kind }: Item, userId: string): ShareRow {
  return {
    userId,
    itemId: id,
    runId: kind === 'run' ? id : null,
    sampleId: kind === 'sample' ? id : null,
    analysisId: kind === 'analysis' ? id : null,
  }
}

async function saveShares(transaction: Catalogue, before: Item | null, after: Item): Promise<void> {
  if (after.kind === 'project') return
  const known = before === null || before.kind === 'project' ? [] : before.grantees
  const gone = known.filter((userId) => !after.grantees.includes(userId))
  if (gone.length > 0) await transaction.deleteFrom('shares').where('itemId', '=', after.id).where('userId', 'in', gone).execute()
  const fresh = after.grantees.filter((userId) => !known.includes(userId))
  if (fresh.length === 0) return
  await transaction
    .insertInto('shares')
    .values(fresh.map((userId) => shareRow(after, userId)))
    .execute()
}

/** Writes an item as it is now: added, or changed from what was loaded. Its revision grows with every change. */
export async function saveItem(transaction: Catalogue, before: Item | null, after: Item, at: string): Promise<void> {
  if (after.kind === 'project') await saveProject(transaction, before?.kind === 'project' ? before : null, after, at)
  else if (after.kind === 'run') await saveRun(transaction, before?.kind === 'run' ? before : null, after, at)
  else await saveDrawn(transaction, before, after, at)
  await saveShares(transaction, before, after)
}
