import { settledOf } from '../../lifecycle/comeBack.ts'
import type { Item, State } from '../../lifecycle/state.ts'
import { whereabouts } from '../../lifecycle/whereabouts.ts'
import type { Store } from '../../store/store.ts'
import { healViewOf } from '../../store/views/healViews.ts'

/** What a run's directory depends on. */
function shownAs(state: State, item: Item): string {
  if (item.kind !== 'run' || whereabouts(state, item) !== 'live') return 'nothing'
  return `${item.name} v${settledOf(item).head ?? 0}`
}

/** Brings the directories in line of runs that commands have hidden, shown again, renamed, or given another head; of no others. */
export async function healChanged(store: Store, changes: readonly { readonly before: State; readonly after: State }[]): Promise<void> {
  for (const { before, after } of changes) {
    for (const item of after.items.values()) {
      const old = before.items.get(item.id)
      if (old && shownAs(before, old) !== shownAs(after, item)) await healViewOf(store, item.id, old.name)
    }
  }
}
