import type { OperationView } from '../../../app/contract/operation.ts'

interface Sample {
  readonly stage: string | null
  readonly done: number
  readonly atMs: number
}

/** Nothing is said of a stage before it went on for so long. */
const leastMs = 3_000

const samples = new Map<string, readonly Sample[]>()

/** Remembers how far an operation is, to tell how fast it goes. */
export function notePace({ id, endedAt, progress: { stage, done } }: OperationView, atMs: number): void {
  if (endedAt !== null) {
    samples.delete(id)
    return
  }
  const known = (samples.get(id) ?? []).filter((sample) => sample.stage === stage)
  samples.set(id, [...known, { stage, done, atMs }].slice(-40))
}

/** How many seconds the stage of an operation still takes, from how fast it went; null where that cannot be told. */
export function secondsLeft({ id, state, progress: { stage, done, total } }: OperationView): number | null {
  const [first, ...others] = (samples.get(id) ?? []).filter((sample) => sample.stage === stage)
  const last = others.at(-1)
  if (state !== 'running' || !first || !last || total <= done) return null
  const passedMs = last.atMs - first.atMs
  const units = last.done - first.done
  return passedMs < leastMs || units <= 0 ? null : ((total - done) * passedMs) / units / 1000
}
