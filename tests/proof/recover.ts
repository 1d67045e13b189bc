// What a fresh process does for a store that another one left, and whether all is well with it then.
import { checkStore } from '../../src/app/fsck/checkStore.ts'
import type { Finding } from '../../src/app/fsck/finding.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { performPurge } from '../../src/app/purge/performPurge.ts'
import { stoppedPurges } from '../../src/app/purge/stoppedPurges.ts'
import { workQueues } from '../../src/app/contract/workQueue.ts'
import { runWorker } from '../../src/app/operations/runWorker.ts'
import { stateInvariants } from '../../src/lifecycle/invariants/stateInvariants.ts'
import { loadEverything } from '../../src/store/state/loadState.ts'
import { healViews } from '../../src/store/views/healViews.ts'
import { valueOf } from '../store/exampleStore.ts'

/** Opens the store as any process does, works off what waits, brings the run directories in line as the next operation does. */
export async function recovered<T>(home: string, environment: NodeJS.ProcessEnv, look: (halley: Halley) => Promise<T>): Promise<T> {
  const halley = valueOf(await openHalley({ environment, home }))
  try {
    const signal = new AbortController().signal
    valueOf(await runWorker(halley, { once: true, pollMs: 10, queues: workQueues, threads: 1, signal, tell: () => {} }))
    await healViews(halley.store)
    return await look(halley)
  } finally {
    await closeHalley(halley)
  }
}

/** Images that were ingested for a processing that never ended stay, for the next one to find. */
function isWrong({ check, gravity }: Finding): boolean {
  return gravity === 'damage' || (gravity === 'leftover' && check !== 'images')
}

/** What is not well: laws of the life cycle that do not hold, damage and leftovers in the store, work that has no end. */
export async function complaints(halley: Halley): Promise<readonly string[]> {
  const { store } = halley
  const state = await loadEverything(store.catalogue)
  const breaches = stateInvariants.flatMap((law) => law.breaches(state).map((words) => `${law.number} ${words}`))
  const { findings } = valueOf(await checkStore(halley, { quick: false, repair: false }))
  const found = findings.filter(isWrong).map(({ check, gravity, words }) => `${gravity} of ${check}: ${words}`)
  const operations = await store.catalogue.selectFrom('operations').select(['id', 'kind', 'state', 'error']).execute()
  const endless = operations.filter(({ state: at }) => at === 'queued' || at === 'running').map(({ kind }) => `${kind} has no end`)
  const mute = operations
    .filter(({ state: at, error }) => at === 'failed' && error === null)
    .map(({ kind }) => `${kind} failed and does not say why`)
  return [...breaches, ...found, ...endless, ...mute]
}

/** What a user does for purges that something was in the way of: goes on with them. */
export async function resumePurges(halley: Halley): Promise<void> {
  const { signal } = new AbortController()
  for (const id of await stoppedPurges(halley)) valueOf(await performPurge(halley, id, { signal, onProgress: () => {} }))
}
