import type { Homecoming } from './events.ts'
import type { Settled } from './runState.ts'
import type { Item, Run } from './state.ts'

/** What a run was doing when it was last at rest. */
export function settledOf({ state }: Run): Settled {
  if (state.place === 'purged') return { work: 'initialised', head: null }
  switch (state.work) {
    case 'initialised':
      return { work: state.work, head: state.head }
    case 'completed':
      return { work: state.work, head: state.head }
    case 'failed':
    case 'cancelled':
      return { work: state.work, head: state.head }
    case 'queued':
    case 'running':
      return { work: 'cancelled', head: state.head }
    case 'restoring':
  }
  return { work: state.before, head: state.head }
}

/** An item as it is when it is back from the trash: itself, live, under the name and in the project that were settled. */
export function comeBack(item: Item, { name, projectId }: Homecoming): Item {
  if (item.kind === 'project') return { ...item, name, state: { place: 'live' } }
  const home = { name, projectId: projectId ?? item.projectId }
  return item.kind === 'run'
    ? { ...item, ...home, state: { place: 'live', ...settledOf(item) } }
    : { ...item, ...home, state: { place: 'live' } }
}
