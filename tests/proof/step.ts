// The steps that a process takes on the disk and in the catalogue, and what is done to it at one of them.

export type Errno = 'ENOSPC' | 'EIO' | 'EACCES' | 'EMFILE'

/** One call, such as `rename tmp/#/1/result objects/runs/#/results/#`, with `#` for ids. */
export interface Step {
  readonly name: string
  /** Whether it changes what is there: what a crash may fall before or after. */
  readonly changes: boolean
  /** Whether it writes bytes, of which a crash may leave the first half. */
  readonly writes: boolean
  /** How the system may refuse it. */
  readonly errnos: readonly Errno[]
}

/** What happens at a step. Steps are counted from 1: for kills those that change something, for failures all. */
export type Intervention =
  | { readonly kind: 'none' }
  /** Before each change, and after each commit, the store is copied to `to`, as a kill at that moment would leave it. */
  | { readonly kind: 'copy'; readonly to: string }
  /** `amid`: of what it was to write the first half is there. */
  | { readonly kind: 'kill'; readonly at: number; readonly when: 'before' | 'amid' | 'after' }
  /** `isLasting`: later steps that may be refused so are refused too. */
  | { readonly kind: 'fail'; readonly at: number; readonly errno: Errno; readonly isLasting: boolean }
