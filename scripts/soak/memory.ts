// Whether the memory of a process that lives long stays as it is.
import { readFileSync } from 'node:fs'

const PAGE_BYTES = 4096

export function residentBytes(pid: number): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_BYTES
  } catch {
    return null
  }
}

interface Sample {
  readonly atMs: number
  readonly bytes: number
}

export interface Growth {
  readonly name: string
  /** Of the fitted line, at its two ends. */
  readonly fromBytes: number
  readonly toBytes: number
  readonly peakBytes: number
  readonly samples: number
}

/** The line through the medians of equal shares of what was seen after the first part, in which a process warms up. */
function fit(samples: readonly Sample[]): { readonly from: number; readonly to: number } {
  const warm = samples.slice(Math.floor(samples.length / 3))
  const shares = 20
  const points = Array.from({ length: shares }, (_, share) => {
    const some = warm.slice(Math.floor((share * warm.length) / shares), Math.floor(((share + 1) * warm.length) / shares))
    const sorted = some.map(({ bytes }) => bytes).toSorted((a, b) => a - b)
    return sorted[sorted.length >> 1] ?? 0
  })
  const middle = (shares - 1) / 2
  const mean = points.reduce((sum, bytes) => sum + bytes, 0) / shares
  const slope =
    points.reduce((sum, bytes, share) => sum + (share - middle) * (bytes - mean), 0) /
    points.reduce((sum, _, share) => sum + (share - middle) ** 2, 0)
  return { from: mean - slope * middle, to: mean + slope * middle }
}

/** Shorter, a process is still warming up: that says nothing of growth. */
const MINUTES_NEEDED = 10
const SAMPLES_NEEDED = 150

function isLong(samples: readonly Sample[]): boolean {
  const spanMs = (samples.at(-1)?.atMs ?? 0) - (samples[0]?.atMs ?? 0)
  return samples.length >= SAMPLES_NEEDED && spanMs >= MINUTES_NEEDED * 60_000
}

/** Watches processes by name. */
export class MemoryWatch {
  readonly #samples = new Map<string, Sample[]>()

  add(name: string, bytes: number | null): void {
    if (bytes === null) return
    const samples = this.#samples.get(name) ?? []
    samples.push({ atMs: performance.now(), bytes })
    this.#samples.set(name, samples)
  }

  /** What grew after the first third; null for who was not seen for long enough. */
  growths(): readonly (
    | Growth
    | { readonly name: string; readonly samples: number; readonly peakBytes: number; readonly fromBytes: null }
  )[] {
    return [...this.#samples].map(([name, samples]) => {
      const peakBytes = Math.max(...samples.map(({ bytes }) => bytes))
      if (!isLong(samples)) return { name, samples: samples.length, peakBytes, fromBytes: null }
      const { from, to } = fit(samples)
      return { name, fromBytes: from, toBytes: to, peakBytes, samples: samples.length }
    })
  }
}

/** Flat: over two thirds of a soak the fitted line rises by no more than a tenth and 8 MiB. */
export function isFlat({ fromBytes, toBytes }: Pick<Growth, 'fromBytes' | 'toBytes'>): boolean {
  return toBytes - fromBytes <= 0.1 * fromBytes + 8 * 2 ** 20
}
