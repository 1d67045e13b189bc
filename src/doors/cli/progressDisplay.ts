import { MultiBar, Presets, type SingleBar } from 'cli-progress'
import type { ProgressEvent, ProgressListener, StageName } from '../../app/contract/progress.ts'

export interface ProgressDisplay {
  readonly listen: ProgressListener
  /** Leaves the terminal as it was found. */
  close(): void
}

function finishedLine(event: Extract<ProgressEvent, { kind: 'finished' }>): string {
  return `${event.stage.padEnd(12)} ${event.seconds.toFixed(2).padStart(8)} s  ${event.summary}`
}

/** One plain line when a stage ends: for logs, pipes and batch systems. */
function plainDisplay(): ProgressDisplay {
  return {
    listen(event) {
      if (event.kind === 'finished') process.stderr.write(`${finishedLine(event)}\n`)
      if (event.kind === 'note') process.stderr.write(`${event.level === 'warning' ? 'warning: ' : ''}${event.text}\n`)
    },
    close() {},
  }
}

/** A bar for the stage at work with the time left, replaced by its closing line. */
function barDisplay(): ProgressDisplay {
  const format = '{stage} {bar} {value}/{total}  {rate}/s  {eta_formatted} left'
  const bars = new MultiBar(
    { format, clearOnComplete: true, hideCursor: true, stream: process.stderr, etaBuffer: 20 },
    Presets.shades_classic,
  )
  const open = new Map<StageName, { readonly bar: SingleBar; readonly startedMs: number }>()
  const end = (stage: StageName) => {
    const entry = open.get(stage)
    if (entry) bars.remove(entry.bar)
    open.delete(stage)
  }
  return {
    listen(event) {
      if (event.kind === 'started') {
        const bar = bars.create(event.total, 0, { stage: event.stage.padEnd(12), rate: '0' })
        open.set(event.stage, { bar, startedMs: performance.now() })
      }
      if (event.kind === 'advanced') {
        const entry = open.get(event.stage)
        const seconds = (performance.now() - (entry?.startedMs ?? 0)) / 1000
        entry?.bar.update(event.done, { rate: (event.done / seconds).toFixed(1) })
      }
      if (event.kind === 'finished') {
        end(event.stage)
        bars.log(`${finishedLine(event)}\n`)
      }
      if (event.kind === 'note') bars.log(`${event.level === 'warning' ? 'warning: ' : ''}${event.text}\n`)
    },
    close() {
      // Lines wait for the next drawing.
      bars.update()
      bars.stop()
    },
  }
}

/** Bars on a terminal, lines elsewhere, nothing when only JSON is wanted. */
export function progressDisplay(quiet: boolean): ProgressDisplay {
  if (quiet) return { listen() {}, close() {} }
  return process.stderr.isTTY ? barDisplay() : plainDisplay()
}
