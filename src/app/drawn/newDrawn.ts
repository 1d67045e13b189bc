import { success, type Fault, type Result } from '../../fault/fault.ts'
import { decide } from '../../lifecycle/decide/decide.ts'
import type { Analysis, Sample } from '../../lifecycle/state.ts'
import type { DrawnKind } from '../../store/catalogue/drawn.ts'
import { drawnNamesIn } from '../../store/catalogue/drawn.ts'
import { loadState } from '../../store/state/loadState.ts'
import { sliceOf } from '../../store/state/sliceOf.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { descriptionFault } from '../items/descriptionFault.ts'
import { findItem } from '../items/findItem.ts'
import { itemNameFault } from '../items/itemNameFault.ts'

/** Why the user may not make a sample or an analysis, told before the work for it; null when they may. The rules are asked again at its end. */
export async function createFault(halley: Halley, item: Sample | Analysis, description: string): Promise<Fault | null> {
  const wrong = itemNameFault(item.kind, item.name) ?? descriptionFault(description)
  if (wrong) return wrong
  const command = { name: 'create', actor: actorOf(halley.user), item } as const
  const decision = decide(await loadState(halley.store.catalogue, sliceOf(command)), command, halley.now().getTime())
  return decision.ok ? null : decision.refusal
}

/** The id of the project that something new goes to. @param project name or id; default: that of new runs */
export async function targetProject(halley: Halley, project: string | undefined): Promise<Result<string>> {
  if (project === undefined) return success(halley.projectId)
  const found = await findItem(halley, 'project', project)
  return found.ok ? success(found.value.id) : found
}

/** A free name after another one: `lmc variables` is followed by `lmc variables 2`. */
export async function nextName({ store }: Halley, kind: DrawnKind, projectId: string, name: string): Promise<string> {
  const taken = await drawnNamesIn(store.catalogue, kind, projectId)
  const stem = name.replace(/ \d{1,4}$/, '')
  for (let count = 2; ; count++) {
    const next = `${stem} ${count}`
    if (!taken.has(next)) return next
  }
}
