import type { PlaceState, RunOperation, RunPlace, RunState, Settled } from '../../lifecycle/runState.ts'
import type { Analysis, Hold, MemberRole, Project, Run, Sample, TrashEntry, TrashRoot, Version } from '../../lifecycle/state.ts'
import type { DrawnRow, HoldRow, OperationRow, ProjectRow, RunRow, TrashEntryRow, VersionRow } from '../catalogue/schema.ts'

/*
 * Rows of the catalogue as the rules see them. Rows that no rule could have made are bugs and throw.
 */

interface Placed {
  readonly id: string
  readonly place: RunPlace
  readonly entryId: string | null
}

function knownEntryId({ id, entryId, place }: Placed): string {
  if (entryId === null) throw new Error(`${id} is ${place} and in no trash entry`)
  return entryId
}

function placeOf(row: Placed): PlaceState {
  const { place } = row
  return place === 'live' || place === 'purged' ? { place } : { place, entryId: knownEntryId(row) }
}

function settledOf({ id, work, headVersion }: RunRow): Settled {
  if (work === 'initialised') return { work, head: null }
  if (work === 'failed' || work === 'cancelled') return { work, head: headVersion }
  if (work !== 'completed' || headVersion === null) throw new Error(`Run ${id} is ${work} with head ${headVersion ?? 'none'}, not at rest`)
  return { work, head: headVersion }
}

function restoringOf(row: RunRow, operation: RunOperation): RunState {
  const { headVersion: head, revertTarget: target, revertBefore: before } = row
  if (head === null || target === null || (before !== 'completed' && before !== 'failed' && before !== 'cancelled')) {
    throw new Error(`Run ${row.id} is Restoring from ${head ?? 'none'} to ${target ?? 'none'}, before ${before ?? 'none'}`)
  }
  return { place: 'live', work: 'restoring', head, target, before, operation }
}

function runStateOf(row: RunRow, operation: RunOperation | undefined): RunState {
  const { place, work } = row
  if (place === 'purged') return { place }
  if (place !== 'live') return { place, entryId: knownEntryId(row), ...settledOf(row) }
  if (work !== 'queued' && work !== 'running' && work !== 'restoring') return { place, ...settledOf(row) }
  if (!operation) throw new Error(`Run ${row.id} is ${work} and no operation holds it`)
  return work === 'restoring' ? restoringOf(row, operation) : { place, work, head: row.headVersion, operation }
}

export function projectOf(row: ProjectRow, members: ReadonlyMap<string, MemberRole>): Project {
  const { id, name, ownerId, use, retentionDays } = row
  return { kind: 'project', id, name, ownerId, use, members, retentionDays, state: placeOf(row) }
}

export interface OfRun {
  readonly grantees: readonly string[]
  readonly versions: readonly VersionRow[]
  readonly operation: RunOperation | undefined
}

export function runOf(row: RunRow, { grantees, versions, operation }: OfRun): Run {
  const { id, name, ownerId, projectId, lastVersion } = row
  const shown = row.place === 'purged' ? [] : versions.map(versionOf).toSorted((a, b) => a.number - b.number)
  return { kind: 'run', id, name, ownerId, projectId, grantees, versions: shown, lastVersion, state: runStateOf(row, operation) }
}

function versionOf(row: VersionRow): Version {
  const { number, resultId, kind, parentNumber, restoredFrom, madeAt, runId } = row
  const state = placeOf({ id: `Version ${number} of ${runId}`, place: row.place, entryId: row.entryId })
  return { number, resultId, madeAs: kind, parent: parentNumber, restoredFrom, madeAtMs: Date.parse(madeAt), state }
}

export function drawnOf(
  kind: 'sample' | 'analysis',
  row: DrawnRow,
  edges: { readonly grantees: readonly string[]; readonly madeFrom: readonly string[] },
): Sample | Analysis {
  const { id, name, ownerId, projectId } = row
  return { kind, id, name, ownerId, projectId, ...edges, state: placeOf(row) }
}

export function entryOf(row: TrashEntryRow, sweptIds: readonly string[]): TrashEntry {
  return {
    id: row.id,
    root: rootOf(row),
    sweptIds,
    byUserId: row.byUserId,
    atMs: Date.parse(row.at),
    reason: row.reason,
    purgeDueMs: row.purgeDue === null ? null : Date.parse(row.purgeDue),
    noticesGiven: JSON.parse(row.noticesGiven) as number[],
    purgeId: row.purgeId,
  }
}

function rootOf({ rootKind, rootId, versions, cleared }: TrashEntryRow): TrashRoot {
  if (rootKind !== 'versions') return { kind: 'item', itemId: rootId }
  const before = cleared === null ? null : (JSON.parse(cleared) as (TrashRoot & { kind: 'versions' })['cleared'])
  return { kind: 'versions', runId: rootId, numbers: JSON.parse(versions ?? '[]') as number[], cleared: before }
}

export function holdOf({ id, itemId, version, byUserId, at, reason }: HoldRow): Hold {
  return { id, itemId, version, byUserId, atMs: Date.parse(at), reason }
}

/** The operation that holds a run, as the rules see it. */
export function runOperationOf(row: OperationRow, imageIds: readonly string[]): RunOperation {
  const { id, attempt, kind } = row
  if (kind !== 'process' && kind !== 'addImages' && kind !== 'restore') throw new Error(`Operation ${id} of kind ${kind} holds a run`)
  return { id, attempt, makes: kind, imageIds }
}
