import type { PlaceState, RunState } from './runState.ts'

/*
 * The catalogue as the rules see it: plain data, or the slice of it that a command concerns. Ids are UUIDs, unique over
 * all kinds and never reused. Times are milliseconds since 1970 UTC, all from the store's one clock.
 */

export type ItemKind = 'project' | 'run' | 'sample' | 'analysis'

interface Named {
  readonly id: string
  readonly name: string
  /** Who controls it: its creator, or whom it was transferred to. */
  readonly ownerId: string
}

export interface Project extends Named {
  readonly kind: 'project'
  /** Personal projects are never deleted or transferred; in the shared project everyone signed in is an editor. */
  readonly use: 'ordinary' | 'personal' | 'shared'
  readonly members: ReadonlyMap<string, MemberRole>
  /** Days in Trash; 0: until somebody purges it; null: as the server is set. */
  readonly retentionDays: number | null
  readonly state: PlaceState
}

export type MemberRole = 'viewer' | 'editor'

interface InProject extends Named {
  readonly projectId: string
  /** Users whom this one item was shared with, to read. */
  readonly grantees: readonly string[]
}

export interface Run extends InProject {
  readonly kind: 'run'
  /** By number; numbers are never reused. */
  readonly versions: readonly Version[]
  /** The highest number that a version ever had. */
  readonly lastVersion: number
  readonly state: RunState
}

export interface Version {
  readonly number: number
  readonly resultId: string
  readonly madeAs: 'process' | 'addImages' | 'restore'
  /** The head when it was made; null for the first. */
  readonly parent: number | null
  /** The version whose content a restore brought back; null for a processing. */
  readonly restoredFrom: number | null
  readonly madeAtMs: number
  readonly state: PlaceState
}

export interface Sample extends InProject {
  readonly kind: 'sample'
  /** Runs that it was drawn from. It owns its rows, so it outlives them. */
  readonly madeFrom: readonly string[]
  readonly state: PlaceState
}

export interface Analysis extends InProject {
  readonly kind: 'analysis'
  /** The run or sample that it was computed from. */
  readonly madeFrom: readonly string[]
  readonly state: PlaceState
}

export type Item = Project | Run | Sample | Analysis
export type Member = Exclude<Item, Project>

/** The files of one processing. Several versions of its run may point at it. */
export interface RunResult {
  readonly id: string
  readonly runId: string
  readonly imageIds: readonly string[]
}

export interface Image {
  readonly id: string
  /** Users who ingested it by itself and have not released it. */
  readonly ingestedBy: readonly string[]
  readonly state: { readonly place: 'live' | 'purged' } | { readonly place: 'purging'; readonly purgeId: string }
}

export type TrashRoot =
  | { readonly kind: 'item'; readonly itemId: string }
  | {
      readonly kind: 'versions'
      readonly runId: string
      readonly numbers: readonly number[]
      /** Where the run was cleared: what it was before, so that a restore brings it back. */
      readonly cleared: { readonly head: number; readonly work: 'completed' | 'failed' | 'cancelled' } | null
    }

/** One act of deletion, until it is restored or purged. */
export interface TrashEntry {
  readonly id: string
  readonly root: TrashRoot
  /** Samples and analyses that were taken along. They come back, or go, with the root. */
  readonly sweptIds: readonly string[]
  readonly byUserId: string
  readonly atMs: number
  readonly reason: string
  /** Fixed when it was trashed; null: never by itself. */
  readonly purgeDueMs: number | null
  /** Days before the purge at which its owner was told. */
  readonly noticesGiven: readonly number[]
  /** The purge that is removing it; null while it can come back. */
  readonly purgeId: string | null
}

/** A request to keep something, with its reason: nothing that contains it is purged until the hold is lifted. */
export interface Hold {
  readonly id: string
  readonly itemId: string
  /** One version of the run; null: the whole item. */
  readonly version: number | null
  readonly byUserId: string
  readonly atMs: number
  readonly reason: string
}

/** An operation that reads an item just now: an export, a sample being drawn. */
export interface Use {
  readonly operationId: string
  readonly itemId: string
  /** Such as "export of v3". */
  readonly words: string
}

export interface State {
  readonly items: ReadonlyMap<string, Item>
  readonly results: ReadonlyMap<string, RunResult>
  readonly images: ReadonlyMap<string, Image>
  readonly entries: ReadonlyMap<string, TrashEntry>
  readonly holds: ReadonlyMap<string, Hold>
  /** By operation and item. */
  readonly uses: ReadonlyMap<string, Use>
  readonly settings: { readonly retentionDays: number }
}
