import { failure, success, type Result } from '../../fault/fault.ts'
import { drawnBytes } from '../../store/catalogue/drawn.ts'
import { may } from '../../lifecycle/rights.ts'
import { liveMembersOf, projectsInPlaces, type LiveMember } from '../../store/catalogue/projects.ts'
import type { ProjectRow } from '../../store/catalogue/schema.ts'
import { retentionDaysOfServer } from '../../store/catalogue/settings.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import { resultBytes } from '../../store/catalogue/usage.ts'
import { actorOf } from '../actor.ts'
import type { ProjectDetails, ProjectSummary } from '../contract/project.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { itemActions } from '../items/itemActions.ts'
import { readable, type Readable } from '../items/readable.ts'
import { sharesOfItem } from '../items/sharesOfItem.ts'

interface Looked {
  readonly summaries: readonly ProjectSummary[]
  readonly usualRetentionDays: number
  readonly members: readonly LiveMember[]
  readonly names: ReadonlyMap<string, string>
}

type Contents = Pick<ProjectSummary, 'runs' | 'samples' | 'analyses' | 'bytes' | 'updatedUtc'>

function contentsOf(members: readonly LiveMember[], bytes: ReadonlyMap<string, number>, { updatedAt }: ProjectRow): Contents {
  const contents = { runs: 0, samples: 0, analyses: 0, bytes: 0, updatedUtc: updatedAt }
  for (const member of members) {
    contents[countOfKind[member.kind]] += 1
    contents.bytes += bytes.get(member.id) ?? 0
    if (member.updatedAt > contents.updatedUtc) contents.updatedUtc = member.updatedAt
  }
  return contents
}

const countOfKind = { run: 'runs', sample: 'samples', analysis: 'analyses' } as const

async function lookAt({ store, user }: Halley, projects: readonly Readable<ProjectRow>[]): Promise<Looked> {
  const { catalogue } = store
  const ids = projects.map(({ row }) => row.id)
  const members = await liveMembersOf(catalogue, ids)
  const names = await userNames(catalogue, [...projects.map(({ row }) => row.ownerId), ...members.map(({ ownerId }) => ownerId)])
  const [state, actor] = [await loadItemsAlone(catalogue, ids), actorOf(user)]
  const usualRetentionDays = await retentionDaysOfServer(catalogue)
  const bytes = new Map([...(await resultBytes(catalogue)), ...(await drawnBytes(catalogue))])
  const byProject = Map.groupBy(members, ({ projectId }) => projectId)
  const summaries = projects.map(({ row, row: { id, name, description, use, ownerId, retentionDays }, item, words, commands }) => ({
    id,
    name,
    description,
    use,
    owner: names.get(ownerId) ?? ownerId,
    words,
    ...contentsOf(byProject.get(id) ?? [], bytes, row),
    members: item.kind === 'project' ? item.members.size : 0,
    retentionDays: retentionDays ?? usualRetentionDays,
    hasOwnRetention: retentionDays !== null,
    commands,
    mayCreate: may(state, actor, 'create', item) === 'allowed',
  }))
  return { summaries, usualRetentionDays, members, names }
}

async function readableProjects(halley: Halley): Promise<readonly Readable<ProjectRow>[]> {
  return readable(halley, await projectsInPlaces(halley.store.catalogue, ['live', 'purging']))
}

/** The projects that the user may read, by name: all that is in them, they may read too. */
export async function listProjects(halley: Halley): Promise<Result<readonly ProjectSummary[]>> {
  return success((await lookAt(halley, await readableProjects(halley))).summaries)
}

/** One project with its members and what is live in it. */
export async function showProject(halley: Halley, nameOrId: string): Promise<Result<ProjectDetails>> {
  const found = await findItem(halley, 'project', nameOrId)
  if (!found.ok) return failure(found.fault)
  const { id } = found.value
  const project = (await readableProjects(halley)).filter(({ row }) => row.id === id)
  const { summaries, usualRetentionDays, members, names } = await lookAt(halley, project)
  const [summary] = summaries
  const shares = await sharesOfItem(halley, found.value)
  if (!summary || !shares.ok) throw new Error(`Project ${id} was found and is not there`)
  const items = members.map(({ id, kind, name, ownerId, updatedAt }) => {
    return { id, kind, name, owner: names.get(ownerId) ?? ownerId, updatedUtc: updatedAt }
  })
  return success({ ...summary, usualRetentionDays, shares: shares.value, items, actions: await itemActions(halley, id) })
}
