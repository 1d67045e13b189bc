import type { Actor } from '../../src/lifecycle/rights.ts'
import type { Analysis, Item, MemberRole, Project, Run, Sample, State } from '../../src/lifecycle/state.ts'

/** Monday 5 January 2026, noon UTC. */
export const startMs = Date.UTC(2026, 0, 5, 12)
export const DAY_MS = 86_400_000

export function user(userId: string, more: Partial<Extract<Actor, { kind: 'user' }>> = {}): Actor {
  return { kind: 'user', userId, isAdministrator: userId === 'ada', isActive: true, scopes: null, ...more }
}

export const worker: Actor = { kind: 'worker' }
export const retention: Actor = { kind: 'retention' }

export function project(id: string, ownerId: string, more: Partial<Project> = {}): Project {
  const members = new Map<string, MemberRole>()
  return { kind: 'project', id, name: id, ownerId, use: 'ordinary', members, retentionDays: null, state: { place: 'live' }, ...more }
}

export function run(id: string, ownerId: string, projectId: string, more: Partial<Run> = {}): Run {
  const state = { place: 'live', work: 'initialised', head: null } as const
  return { kind: 'run', id, name: id, ownerId, projectId, grantees: [], versions: [], lastVersion: 0, state, ...more }
}

export function sample(id: string, ownerId: string, projectId: string, madeFrom: readonly string[]): Sample {
  return { kind: 'sample', id, name: id, ownerId, projectId, grantees: [], madeFrom, state: { place: 'live' } }
}

export function analysis(id: string, ownerId: string, projectId: string, madeFrom: readonly string[]): Analysis {
  return { ...sample(id, ownerId, projectId, madeFrom), kind: 'analysis' }
}

export function stateOf(items: readonly Item[], more: Partial<State> = {}): State {
  const empty = { results: new Map(), images: new Map(), entries: new Map(), holds: new Map(), uses: new Map() }
  return { items: new Map(items.map((item) => [item.id, item])), ...empty, settings: { retentionDays: 30 }, ...more }
}

/**
 * Three users (ada administers), two projects beside the personal ones, four runs, two samples, an analysis. Bea is
 * editor of Ann's project; Ann may read one run of Bea's.
 */
export function world(): State {
  return stateOf([
    project('home-ann', 'ann', { use: 'personal' }),
    project('home-bea', 'bea', { use: 'personal' }),
    project('lmc', 'ann', { members: new Map([['bea', 'editor']]) }),
    project('smc', 'bea', { retentionDays: 7 }),
    run('r1', 'ann', 'lmc'),
    run('r2', 'bea', 'lmc'),
    run('r3', 'bea', 'smc', { grantees: ['ann'] }),
    run('r4', 'ann', 'home-ann'),
    sample('s1', 'ann', 'lmc', ['r1']),
    sample('s2', 'bea', 'smc', ['r1']),
    analysis('a1', 'ann', 'lmc', ['s1']),
  ])
}
