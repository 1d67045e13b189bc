/**
 * What of the catalogue a command concerns. Everything named is loaded with what the rules ask about it: projects with
 * their members, runs with their versions and what was made from them, trash entries with all that is in them, holds, uses.
 */
export interface Slice {
  readonly itemIds?: readonly string[]
  /** Projects by themselves, without what is in them: where something goes. */
  readonly projectIds?: readonly string[]
  readonly entryIds?: readonly string[]
  /** Entries and images that these purges are removing. */
  readonly purgeIds?: readonly string[]
  readonly holdIds?: readonly string[]
  /** Everything that these users own, with the entries that it is in, and the images that they hold. */
  readonly ownerIds?: readonly string[]
  /** Names that are to be free: their rivals are loaded. Those of what is in an entry are looked up without being named. */
  readonly names?: readonly string[]
  /** Items whose own names are to be free where they go: their rivals are loaded. */
  readonly rivalsOf?: readonly string[]
  /** Operations that read an item: what they read is loaded. */
  readonly useIds?: readonly string[]
  /** Images; those that are not there any more are loaded as gone. */
  readonly imageIds?: readonly string[]
  /**
   * `items`: none; `results`: the results of the runs named, with their images; `reach`: also everything else that uses
   * these images, or of `imageIds`, as a plan and a purge need it.
   */
  readonly depth?: 'items' | 'results' | 'reach'
}
