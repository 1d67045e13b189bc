import type { Holder } from '../reach.ts'
import type { ItemKind } from '../state.ts'

/** What the catalogue knows of the size of things: of those that a plan names, the rest may be missing and counts as nothing. */
export interface Sizes {
  readonly results: ReadonlyMap<string, { readonly sources: number; readonly files: number; readonly bytes: number }>
  readonly images: ReadonlyMap<
    string,
    { readonly name: string; readonly measurements: number; readonly files: number; readonly bytes: number }
  >
  /** Other files of an item: configuration and logs of a run, the tables of a sample or an analysis. */
  readonly items: ReadonlyMap<string, { readonly files: number; readonly bytes: number }>
  /** Comments, tags and favourites that hang on an item or an image, or on what is in it. */
  readonly comments: readonly { readonly itemId: string; readonly authorId: string; readonly count: number }[]
  /** Files in the directories of runs that Halley did not write: they are never removed. */
  readonly foreignFiles: readonly { readonly itemId: string; readonly path: string }[]
}

export interface PlannedItem {
  readonly kind: ItemKind
  readonly id: string
  readonly name: string
  readonly ownerId: string
}

export interface PlannedVersions {
  readonly runId: string
  readonly numbers: readonly number[]
}

export interface Counts {
  readonly projects: number
  readonly runs: number
  readonly samples: number
  readonly analyses: number
  readonly versions: number
  readonly results: number
  readonly images: number
  readonly sources: number
  readonly measurements: number
  readonly files: number
}

/** Why one version of a run stays while others go. */
export interface KeptVersion {
  readonly runId: string
  readonly number: number
  /** Such as "it is shown", "one of the last 3", "hold by u2: in the paper". */
  readonly reasons: readonly string[]
}

/**
 * An act before it is done, whole: nothing in it depends on who looks. {@link planSeenBy} is what a user is shown,
 * {@link canonicalPlanText} what is hashed.
 */
export interface Plan {
  readonly act: 'trash' | 'clear' | 'pruneVersions' | 'purge' | 'empty' | 'release'
  /** The trash entries that a purge ends; none for acts that can be undone. */
  readonly entryIds: readonly string[]
  /** What goes: out of sight, or for ever. For an act that can be undone: what a purge would take if nothing else changed. */
  readonly goes: {
    readonly items: readonly PlannedItem[]
    readonly versions: readonly PlannedVersions[]
    readonly resultIds: readonly string[]
    readonly images: readonly { readonly id: string; readonly name: string }[]
    readonly counts: Counts
    /** Bytes that come free with the purge. */
    readonly bytes: number
    readonly comments: readonly { readonly authorId: string; readonly count: number }[]
  }
  /** What stays although it is used by what goes, and why. */
  readonly stays: {
    readonly images: readonly { readonly id: string; readonly name: string; readonly because: readonly Holder[] }[]
    readonly resultIds: readonly string[]
    readonly versions: readonly KeptVersion[]
    /** Samples and analyses made from what goes: they own their rows. */
    readonly madeFrom: readonly PlannedItem[]
    /** In the trash on their own, from a project that goes: they keep their own time. */
    readonly trashedAlone: readonly PlannedItem[]
    readonly foreignFiles: readonly { readonly itemId: string; readonly path: string }[]
  }
  /** Entries that were asked for and stay, because something in them is held or in use. */
  readonly skipped: readonly { readonly entryId: string; readonly item: PlannedItem; readonly because: readonly string[] }[]
}
