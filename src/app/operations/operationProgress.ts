import type { OperationProgress } from '../contract/operation.ts'
import type { ProgressEvent } from '../contract/progress.ts'

/** How many lines are kept for those who look from elsewhere; the log has all of them. */
const LINES = 12

export const noProgress: OperationProgress = { stage: null, done: 0, total: 0, lines: [] }

function lineOf(event: ProgressEvent): string | null {
  if (event.kind === 'finished') return `${event.stage}: ${event.summary} (${event.seconds.toFixed(2)} s)`
  if (event.kind === 'note') return event.level === 'warning' ? `warning: ${event.text}` : event.text
  return null
}

/** Progress after an event at the given time (ISO 8601, UTC). */
export function progressAfter(progress: OperationProgress, event: ProgressEvent, at: string): OperationProgress {
  const text = lineOf(event)
  const lines = text === null ? progress.lines : [...progress.lines, { at, text }].slice(-LINES)
  if (event.kind === 'started') return { stage: event.stage, done: 0, total: event.total, lines }
  if (event.kind === 'advanced') return { stage: event.stage, done: event.done, total: event.total, lines }
  return event.kind === 'finished' ? { ...progress, done: progress.total, lines } : { ...progress, lines }
}

/** Progress as the catalogue keeps it; of an operation that has not said anything none. */
export function readProgress(text: string | null): OperationProgress {
  return text === null ? noProgress : (JSON.parse(text) as OperationProgress)
}
