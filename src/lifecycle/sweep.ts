const DAY_MS = 86_400_000

/** What a sweep by the clock may do without an administrator. */
export interface SweepLimits {
  /** Items, versions and images that may always go at once. */
  readonly count: number
  /** Share of all of them, 0 to 1, that may go at once where it is more than `count`. */
  readonly share: number
  /** Longest time since the sweep before, in days: a longer one may be a clock that was set wrong. */
  readonly gapDays: number
}

export const usualLimits: SweepLimits = { count: 20, share: 0.1, gapDays: 7 }

export interface Sweep {
  /** Items, versions and images that would go. */
  readonly leaving: number
  /** All that there are. */
  readonly total: number
  /** Uses of images by versions that are kept; 0 in a store with many images means a broken query or a missing disk. */
  readonly liveReferences: number
  readonly imagesLeaving: number
  /** When a sweep last looked at the clock; null: never. */
  readonly lastMs: number | null
}

export type SweepVerdict =
  | { readonly goes: true }
  | {
      readonly goes: false
      readonly because: 'clock' | 'many' | 'noReferences'
      readonly words: string
      readonly administratorMayRelease: boolean
    }

function stop(because: 'clock' | 'many' | 'noReferences', words: string): SweepVerdict {
  return { goes: false, because, words, administratorMayRelease: because !== 'noReferences' }
}

/** Whether a purge that no person asked for may begin: the breaker against clocks and queries that are wrong. */
export function judgeSweep(sweep: Sweep, nowMs: number, limits: SweepLimits = usualLimits): SweepVerdict {
  const { leaving, total, lastMs } = sweep
  if (leaving === 0) return { goes: true }
  if (sweep.imagesLeaving > 0 && sweep.liveReferences === 0) {
    return stop(
      'noReferences',
      'Expected runs that still use images, found none at all: nothing is purged. Check the store with ./halley fsck.',
    )
  }
  if (lastMs === null) return stop('clock', 'Expected the time of an earlier sweep, found none: the first one only looks at the clock.')
  const gapDays = (nowMs - lastMs) / DAY_MS
  if (gapDays < 0) return stop('clock', `Expected a clock that goes forward, found it ${days(-gapDays)} back since the last sweep.`)
  if (gapDays > limits.gapDays) {
    return stop('clock', `Expected at most ${limits.gapDays} days since the last sweep, found ${days(gapDays)}: is the clock right?`)
  }
  const most = Math.max(limits.count, Math.floor(limits.share * total))
  if (leaving > most) return stop('many', `Expected at most ${most} of ${total} to be purged at once, found ${leaving}.`)
  return { goes: true }
}

function days(count: number): string {
  return `${count.toFixed(1)} days`
}
