import type { LogLevel, RunLog } from '../../store/runLog.ts'
import type { ProgressEvent, ProgressListener } from '../contract/progress.ts'

interface LogRequest {
  /** Also log each unit of a stage. */
  readonly debug: boolean
  readonly onProgress: ProgressListener
}

function lineOf(event: ProgressEvent, debug: boolean): readonly [string, LogLevel, string] | null {
  if (event.kind === 'started') return [event.stage, 'INFO', 'started']
  if (event.kind === 'finished') return [event.stage, 'INFO', `${event.summary} (${event.seconds.toFixed(2)} s)`]
  if (event.kind === 'note') return ['process', event.level === 'warning' ? 'WARNING' : 'INFO', event.text]
  return debug ? [event.stage, 'DEBUG', `${event.done} of ${event.total}`] : null
}

/** A listener that writes progress into a run's log and passes it on. */
export function logListener(log: RunLog, now: () => Date, { debug, onProgress }: LogRequest): ProgressListener {
  return (event) => {
    const line = lineOf(event, debug)
    if (line) log.write(now(), ...line)
    onProgress(event)
  }
}
