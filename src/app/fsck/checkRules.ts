import { stateInvariants } from '../../lifecycle/invariants/stateInvariants.ts'
import { loadEverything } from '../../store/state/loadState.ts'
import type { Halley } from '../halley.ts'
import { finding, type Finding } from './finding.ts'

/** The laws that hold in every state that commands can reach: a breach is a bug, or a change by other means. */
export async function checkRules({ store }: Halley): Promise<readonly Finding[]> {
  const state = await loadEverything(store.catalogue)
  return stateInvariants.flatMap(({ number, law, breaches }) =>
    breaches(state).map((breach) => finding('rules', 'damage', `${number} ${law}: ${breach}`)),
  )
}
