import type { ItemKind } from '../../lifecycle/state.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { ProjectRow } from './schema.ts'

export function findLiveProjectByName(catalogue: Catalogue, name: string): Promise<ProjectRow | undefined> {
  return catalogue.selectFrom('projects').selectAll().where('name', '=', name).where('place', '=', 'live').executeTakeFirst()
}

/** Those in one of the places, by name. */
export function projectsInPlaces(catalogue: Catalogue, places: readonly ProjectRow['place'][]): Promise<ProjectRow[]> {
  return catalogue.selectFrom('projects').selectAll().where('place', 'in', places).orderBy('name').orderBy('id').execute()
}

const memberTables = { run: 'runs', sample: 'samples', analysis: 'analyses' } as const

export interface LiveMember {
  readonly id: string
  readonly kind: Exclude<ItemKind, 'project'>
  readonly name: string
  readonly projectId: string
  readonly ownerId: string
  readonly updatedAt: string
}

/** What is live in the projects: runs, then samples, then analyses, each by name. */
export async function liveMembersOf(catalogue: Catalogue, projectIds: readonly string[]): Promise<LiveMember[]> {
  if (projectIds.length === 0) return []
  const members: LiveMember[] = []
  for (const kind of ['run', 'sample', 'analysis'] as const) {
    const rows = await catalogue
      .selectFrom(memberTables[kind] as 'runs')
      .select(['id', 'name', 'projectId', 'ownerId', 'updatedAt'])
      .where('projectId', 'in', projectIds)
      .where('place', '=', 'live')
      .orderBy('name')
      .execute()
    members.push(...rows.map((row) => ({ ...row, kind })))
  }
  return members
}
