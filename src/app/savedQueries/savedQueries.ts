import { randomUUID } from 'node:crypto'
import { failure, makeFault, settleResult, success, type Fault, type Result } from '../../fault/fault.ts'
import { recordAudit } from '../../store/catalogue/audit.ts'
import { changeTogether } from '../../store/catalogue/changeTogether.ts'
import type { SavedQueryRow } from '../../store/catalogue/exploreSchema.ts'
import type { Catalogue } from '../../store/catalogue/openCatalogue.ts'
import { findSavedQuery, forgetSavedQuery, keepSavedQuery, savedQueriesOf, savedQueryNamed } from '../../store/catalogue/savedQueries.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { parseSourceQuery } from '../contract/query/parseSourceQuery.ts'
import type { NewSavedQuery, SavedQuery } from '../contract/savedQuery.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { rightFault } from '../items/rightFault.ts'
import { readable } from '../items/readable.ts'
import { projectsInPlaces } from '../../store/catalogue/projects.ts'

/** The projects that the user may read, by their ids. */
async function namedProjects(halley: Halley): Promise<ReadonlyMap<string, { readonly id: string; readonly name: string }>> {
  const projects = await readable(halley, await projectsInPlaces(halley.store.catalogue, ['live']))
  return new Map(projects.map(({ row: { id, name } }) => [id, { id, name }]))
}

async function viewsOf(halley: Halley, rows: readonly SavedQueryRow[]): Promise<readonly SavedQuery[]> {
  const { store, user } = halley
  const names = await userNames(store.catalogue, [...new Set(rows.map(({ userId }) => userId))])
  const projects = await namedProjects(halley)
  return rows.map(({ id, name, runs, query, userId, projectId, changedAt }) => ({
    id,
    name,
    runs: JSON.parse(runs) as readonly string[],
    query,
    project: projectId === null ? null : (projects.get(projectId) ?? null),
    owner: names.get(userId) ?? userId,
    isMine: userId === user.id,
    changedUtc: changedAt,
  }))
}

/** The queries that the user keeps, and those that others share with projects that the user may read, by name. */
export async function listSavedQueries(halley: Halley): Promise<readonly SavedQuery[]> {
  const projectIds = [...(await namedProjects(halley)).keys()]
  return viewsOf(halley, await savedQueriesOf(halley.store.catalogue, halley.user.id, projectIds))
}

function notFound(named: string): Fault {
  return makeFault('query.notFound', `${named}: expected a saved query that you may see, found none.`, {
    hint: 'List them: ./halley query list',
    data: { query: named },
  })
}

/** The saved query with an id or a name; of several of one name the user's own. @returns `query.notFound` */
export async function findQuery(halley: Halley, nameOrId: string): Promise<Result<SavedQuery>> {
  const named = (await listSavedQueries(halley)).filter(({ id, name }) => id === nameOrId || name === nameOrId)
  const found = named.find(({ isMine }) => isMine) ?? named[0]
  return found ? success(found) : failure(notFound(nameOrId))
}

async function projectOf(halley: Halley, project: string | null): Promise<Result<string | null>> {
  if (project === null) return success(null)
  const found = await findItem(halley, 'project', project)
  if (!found.ok) return found
  const denied = await rightFault(halley, 'comment', found.value.id)
  return denied ? failure(denied) : success(found.value.id)
}

type Change = (transaction: Catalogue) => Promise<Result<SavedQueryRow>>

/** Makes a change to a saved query, with its line in the history. */
async function change(halley: Halley, action: string, work: Change): Promise<Result<SavedQueryRow>> {
  const { store, user } = halley
  const at = halley.now().toISOString()
  return settleResult(() =>
    changeTogether(store.catalogue, async (transaction) => {
      const changed = await work(transaction)
      if (!changed.ok) return changed
      const { id, name, query, projectId } = changed.value
      const event = { at, actorId: user.id, action, subjectKind: 'query', subjectId: id }
      await recordAudit(transaction, { ...event, details: { name, query, project: projectId } })
      return changed
    }),
  )
}

async function rowOf(halley: Halley, id: string, { name, runs, query, project }: NewSavedQuery): Promise<Result<SavedQueryRow>> {
  const parsed = parseSourceQuery(query)
  if (!parsed.ok) return parsed
  const projectId = await projectOf(halley, project)
  if (!projectId.ok) return projectId
  const at = halley.now().toISOString()
  return success({ id, userId: halley.user.id, projectId: projectId.value, name, runs: JSON.stringify(runs), query, changedAt: at })
}

async function nameFault(transaction: Catalogue, { id, userId, name }: SavedQueryRow): Promise<Fault | null> {
  const same = await savedQueryNamed(transaction, userId, name)
  if (!same || same.id === id) return null
  return makeFault('query.nameTaken', `${name}: expected a name that none of your saved queries has, found one that has it.`, {
    hint: 'Choose another name, or change that query.',
    data: { name, query: same.id },
  })
}

async function keep(halley: Halley, action: string, row: SavedQueryRow): Promise<Result<SavedQuery>> {
  const kept = await change(halley, action, async (transaction) => {
    const taken = await nameFault(transaction, row)
    if (taken) return failure(taken)
    await keepSavedQuery(transaction, row)
    return success(row)
  })
  if (!kept.ok) return kept
  const [view] = await viewsOf(halley, [kept.value])
  return success(view)
}

/** Keeps a query under a name. @returns the faults of the query, `query.nameTaken`, those of finding the project */
export async function saveQuery(halley: Halley, wanted: NewSavedQuery): Promise<Result<SavedQuery>> {
  const row = await rowOf(halley, randomUUID(), wanted)
  return row.ok ? keep(halley, 'querySaved', row.value) : row
}

/** A saved query that the user may change: their own. */
async function own(halley: Halley, id: string): Promise<Result<SavedQueryRow>> {
  const row = await findSavedQuery(halley.store.catalogue, id)
  if (row?.userId === halley.user.id) return success(row)
  const seen = await findQuery(halley, id)
  if (!seen.ok) return seen
  const message = `Saved query ${seen.value.name}: expected one of your own, found that of ${seen.value.owner}.`
  return failure(makeFault('right.denied', message, { hint: 'Save it under a name of yours, then change that.', data: { query: id } }))
}

/** Changes a saved query of the user's own, all of it. @returns as {@link saveQuery}; `query.notFound`, `right.denied` for another's */
export async function changeSavedQuery(halley: Halley, id: string, wanted: NewSavedQuery): Promise<Result<SavedQuery>> {
  const found = await own(halley, id)
  if (!found.ok) return found
  const row = await rowOf(halley, id, wanted)
  return row.ok ? keep(halley, 'queryChanged', row.value) : row
}

/** Forgets a saved query of the user's own. @returns `query.notFound`, `right.denied` for another's */
export async function deleteSavedQuery(halley: Halley, id: string): Promise<Result<{ readonly id: string }>> {
  const found = await own(halley, id)
  if (!found.ok) return found
  const gone = await change(halley, 'queryDeleted', async (transaction) => {
    await forgetSavedQuery(transaction, id)
    return found
  })
  return gone.ok ? success({ id }) : gone
}
