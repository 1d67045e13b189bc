import { failure, success, type Result } from '../../fault/fault.ts'
import type { Project } from '../../lifecycle/state.ts'
import { liveMembersOf, projectsInPlaces, type LiveMember } from '../../store/catalogue/projects.ts'
import type { ProjectRow } from '../../store/catalogue/schema.ts'
import { retentionDaysOfServer } from '../../store/catalogue/settings.ts'
import { userNames } from '../../store/catalogue/userNames.ts'
import type { AllowedCommand } from '../../lifecycle/allowedCommands.ts'
import type { Share } from '../contract/item.ts'
import type { Halley } from '../halley.ts'
import { findItem } from '../items/findItem.ts'
import { itemActions } from '../items/itemActions.ts'
import { readable, type Readable } from '../items/readable.ts'
import { sharesOfItem } from '../items/sharesOfItem.ts'

export interface ProjectSummary {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly use: Project['use']
  readonly owner: string
  /** Live, or Deleting until it is gone. */
  readonly words: string
  readonly runs: number
  readonly samples: number
  readonly analyses: number
  /** Beside its owner. */
  readonly members: number
  /** How long what goes to Trash now stays there; 0: until somebody deletes it. */
  readonly retentionDays: number
  /** Whether the project says so itself, and not the server. */
  readonly hasOwnRetention: boolean
}

export interface ProjectItem extends Pick<LiveMember, 'id' | 'kind' | 'name'> {
  readonly owner: string
  readonly updatedUtc: string
}

export interface ProjectDetails extends ProjectSummary {
  readonly shares: readonly Share[]
  readonly items: readonly ProjectItem[]
  readonly actions: readonly AllowedCommand[]
}

interface Looked {
  readonly summaries: readonly ProjectSummary[]
  readonly members: readonly LiveMember[]
  readonly names: ReadonlyMap<string, string>
}

function countsOf(members: readonly LiveMember[], projectId: string): Pick<ProjectSummary, 'runs' | 'samples' | 'analyses'> {
  const count = (kind: LiveMember['kind']) => members.filter((member) => member.projectId === projectId && member.kind === kind).length
  return { runs: count('run'), samples: count('sample'), analyses: count('analysis') }
}

async function lookAt({ store }: Halley, projects: readonly Readable<ProjectRow>[]): Promise<Looked> {
  const { catalogue } = store
  const members = await liveMembersOf(
    catalogue,
    projects.map(({ row }) => row.id),
  )
  const names = await userNames(catalogue, [...projects.map(({ row }) => row.ownerId), ...members.map(({ ownerId }) => ownerId)])
  const usualDays = await retentionDaysOfServer(catalogue)
  const summaries = projects.map(({ row: { id, name, description, use, ownerId, retentionDays }, item, words }) => ({
    id,
    name,
    description,
    use,
    owner: names.get(ownerId) ?? ownerId,
    words,
    ...countsOf(members, id),
    members: item.kind === 'project' ? item.members.size : 0,
    retentionDays: retentionDays ?? usualDays,
    hasOwnRetention: retentionDays !== null,
  }))
  return { summaries, members, names }
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
  const { summaries, members, names } = await lookAt(halley, project)
  const [summary] = summaries
  const shares = await sharesOfItem(halley, found.value)
  if (!summary || !shares.ok) throw new Error(`Project ${id} was found and is not there`)
  const items = members.map(({ id, kind, name, ownerId, updatedAt }) => {
    return { id, kind, name, owner: names.get(ownerId) ?? ownerId, updatedUtc: updatedAt }
  })
  return success({ ...summary, shares: shares.value, items, actions: await itemActions(halley, id) })
}
