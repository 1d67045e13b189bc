// What a client sees to act on: what is there now, but for the bystanders, whom nobody ever touches.
import type { RunWork } from '../../src/lifecycle/runState.ts'
import type { Store } from '../../src/store/store.ts'

export const bystanderName = 'bystander'

export interface PresentRun {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly projectId: string
  readonly work: RunWork
  readonly headVersion: number | null
  readonly lastVersion: number
}

export interface PresentItem {
  readonly id: string
  readonly name: string
  readonly ownerId: string
}

export interface PresentEntry {
  readonly id: string
  readonly rootId: string
  readonly byUserId: string
}

export interface Population {
  readonly runs: readonly PresentRun[]
  readonly samples: readonly PresentItem[]
  readonly analyses: readonly PresentItem[]
  readonly projects: readonly PresentItem[]
  readonly entries: readonly PresentEntry[]
  readonly holds: readonly { readonly id: string; readonly byUserId: string }[]
  /** Ids of operations that have not ended. */
  readonly operations: readonly string[]
}

function isNoBystander({ name }: { readonly name: string }): boolean {
  return !name.startsWith(bystanderName)
}

export async function lookAround({ catalogue }: Store): Promise<Population> {
  const live = (table: 'samples' | 'analyses') =>
    catalogue.selectFrom(table).select(['id', 'name', 'ownerId']).where('place', '=', 'live').orderBy('id').execute()
  const runs = await catalogue
    .selectFrom('runs')
    .select(['id', 'name', 'ownerId', 'projectId', 'work', 'headVersion', 'lastVersion'])
    .where('place', '=', 'live')
    .orderBy('id')
    .execute()
  const projects = await catalogue
    .selectFrom('projects')
    .select(['id', 'name', 'ownerId'])
    .where('use', '=', 'ordinary')
    .where('place', '=', 'live')
    .orderBy('id')
    .execute()
  const entries = await catalogue
    .selectFrom('trashEntries')
    .select(['id', 'rootId', 'byUserId'])
    .where('purgeId', 'is', null)
    .orderBy('id')
    .execute()
  const operations = await catalogue.selectFrom('operations').select('id').where('state', 'in', ['queued', 'running']).execute()
  return {
    runs: runs.filter(isNoBystander),
    samples: (await live('samples')).filter(isNoBystander),
    analyses: (await live('analyses')).filter(isNoBystander),
    projects,
    entries,
    holds: await catalogue.selectFrom('holds').select(['id', 'byUserId']).execute(),
    operations: operations.map(({ id }) => id),
  }
}
