import { settledOf } from '../comeBack.ts'
import type { LifeEvent } from '../events.ts'
import { isBusy, type Busy, type RunState } from '../runState.ts'
import type { Run, State } from '../state.ts'
import { knownRun } from '../whereabouts.ts'
import { withItem } from './changed.ts'

type WorkEvent =
  | LifeEvent<
      'queued' | 'started' | 'handedBack' | 'published' | 'unchanged' | 'failed' | 'cancelled' | 'revertBegan' | 'revertEnded' | 'cleared'
    >
  | { readonly type: 'imagesHeld'; readonly imageIds: readonly string[] }

function busyState(run: Run): Busy {
  if (run.state.place !== 'live' || !isBusy(run.state)) throw new Error(`Run ${run.id} is not at work`)
  return run.state
}

function withOperation(busy: Busy, change: Partial<Busy['operation']>): RunState {
  return { ...busy, place: 'live', operation: { ...busy.operation, ...change } }
}

function started(run: Run, attempt: number): RunState {
  const busy = busyState(run)
  return busy.work === 'restoring' ? withOperation(busy, { attempt }) : withOperation({ ...busy, work: 'running' }, { attempt })
}

function revertBegan(run: Run, { operation, target }: LifeEvent<'revertBegan'>): RunState {
  const { work, head } = settledOf(run)
  if (work === 'initialised' || head === null) throw new Error(`Run ${run.id} has no version to go back from`)
  return { place: 'live', work: 'restoring', head, target, before: work, operation }
}

function unchanged({ id }: Run, head: number | null): RunState {
  if (head === null) throw new Error(`Run ${id} shows no version that could be unchanged`)
  return { place: 'live', work: 'completed', head }
}

function nextState(run: Run, event: Exclude<WorkEvent, LifeEvent<'published'>>): RunState {
  const { head } = settledOf(run)
  switch (event.type) {
    case 'queued':
      return { place: 'live', work: 'queued', head, operation: event.operation }
    case 'started':
      return started(run, event.attempt)
    case 'handedBack':
      return withOperation({ ...busyState(run), work: 'queued' }, {})
    case 'unchanged':
      return unchanged(run, head)
    case 'failed':
      return { place: 'live', work: 'failed', head }
    case 'cancelled':
      return { place: 'live', work: 'cancelled', head }
    case 'revertBegan':
      return revertBegan(run, event)
    case 'cleared':
      return { place: 'live', work: 'initialised', head: null }
    case 'revertEnded':
      return { place: 'live', ...settledOf(run) }
    case 'imagesHeld':
  }
  const busy = busyState(run)
  return withOperation(busy, { imageIds: [...new Set([...busy.operation.imageIds, ...event.imageIds])] })
}

/** A run after an event of its work: the head moves with a version that was published, and with nothing else. */
export function applyToRun(state: State, runId: string, event: WorkEvent): State {
  const run = knownRun(state, runId)
  if (event.type !== 'published') return withItem(state, { ...run, state: nextState(run, event) })
  const { version } = event
  const versions = [...run.versions, version]
  return withItem(state, {
    ...run,
    versions,
    lastVersion: version.number,
    state: { place: 'live', work: 'completed', head: version.number },
  })
}
