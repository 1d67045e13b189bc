import type { Hold, Item, MemberRole, RunResult, TrashEntry, Use, Version } from './state.ts'
import type { RunOperation } from './runState.ts'

interface OfItem {
  readonly itemId: string
}

/** How an item comes back: under which name, in which project. */
export interface Homecoming {
  readonly itemId: string
  readonly name: string
  /** Null for a project. */
  readonly projectId: string | null
}

/** What happened: each is a few rows of the catalogue and one line of the audit. */
export interface EventData {
  readonly created: { readonly item: Item }
  readonly queued: OfItem & { readonly operation: RunOperation }
  readonly started: OfItem & { readonly attempt: number }
  readonly published: OfItem & { readonly version: Version; readonly result: RunResult }
  /** A processing found that the version shown is made of the same inputs. */
  readonly unchanged: OfItem
  readonly failed: OfItem
  readonly handedBack: OfItem
  readonly cancelled: OfItem
  readonly revertBegan: OfItem & { readonly operation: RunOperation; readonly target: number }
  readonly revertEnded: OfItem
  readonly cleared: OfItem
  readonly versionsTrashed: { readonly entry: TrashEntry }
  readonly trashed: { readonly entry: TrashEntry }
  readonly restoredFromTrash: { readonly entryId: string; readonly homecomings: readonly Homecoming[] }
  readonly moved: OfItem & { readonly projectId: string; readonly name: string }
  readonly purgeBegan: {
    readonly purgeId: string
    readonly planHash: string
    readonly entryIds: readonly string[]
    /** Entries of versions whose whole run goes: they end with it. */
    readonly absorbedEntryIds: readonly string[]
    readonly items: readonly { readonly itemId: string; readonly entryId: string }[]
    readonly resultIds: readonly string[]
    readonly imageIds: readonly string[]
  }
  readonly purged: { readonly purgeId: string }
  readonly renamed: OfItem & { readonly newName: string }
  readonly retentionSet: OfItem & { readonly retentionDays: number | null }
  readonly transferred: OfItem & { readonly toUserId: string }
  readonly shared: OfItem & { readonly userId: string; readonly role: MemberRole }
  readonly unshared: OfItem & { readonly userId: string }
  readonly left: OfItem & { readonly userId: string }
  readonly held: { readonly hold: Hold }
  readonly released: { readonly holdId: string }
  readonly noticeGiven: { readonly entryId: string; readonly daysBefore: number }
  readonly imagesHeld: { readonly imageIds: readonly string[]; readonly byUserId: string | null; readonly byRunId: string | null }
  readonly imagesReleased: { readonly imageIds: readonly string[]; readonly byUserId: string }
  readonly useBegan: { readonly use: Use }
  readonly useEnded: { readonly operationId: string }
}

export type EventType = keyof EventData

/** Who did it, when and why. */
interface Signature {
  /** A user's id, or the part of the program that did it. */
  readonly by: string
  readonly atMs: number
  readonly reason: string
  /** Owners who must be told, because an administrator did it. */
  readonly tellUserIds: readonly string[]
}

/** What happened, of one type or of any, not yet signed. */
export type Happening<Type extends EventType = EventType> = { readonly [T in Type]: { readonly type: T } & EventData[T] }[Type]

/** An event of one type, or of any. */
export type LifeEvent<Type extends EventType = EventType> = { readonly [T in Type]: Happening<T> & Signature }[Type]
