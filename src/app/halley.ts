import type { Fault, Result } from '../fault/fault.ts'
import { settle } from '../fault/fault.ts'
import { defaultHome } from '../store/home.ts'
import type { Store } from '../store/store.ts'
import { openStore } from '../store/store.ts'
import { removeScratch, scratchFolder } from '../store/scratch.ts'
import type { ActingUser } from './actor.ts'
import type { Door } from './door.ts'
import { reconcileIfLeft } from './backup/reconcile.ts'
import { careFor } from './care/careFor.ts'
import { endAbandoned } from './operations/abandonedOperations.ts'
import { workerName } from './operations/workerProcess.ts'
import { openingUser } from './people/openingUser.ts'
import { projectOfNewRuns } from './projects/projectOfNewRuns.ts'

/** What every use case takes: the store, who acts, and the clock. */
export interface Halley {
  readonly store: Store
  readonly user: ActingUser
  /** Project that new runs go to unless told otherwise. */
  readonly projectId: string
  /** Folder of this process, where compressed inputs are inflated to. */
  readonly scratch: string
  /** Through what the user asks: it decides which files of the host they may name. */
  readonly door: Door
  readonly now: () => Date
}

export interface OpenOptions {
  readonly environment: NodeJS.ProcessEnv
  /** The store's folder; default: as the environment says. */
  readonly home?: string
}

function systemClock(): Date {
  return new Date()
}

/** What use cases take to act for a user, such as one whose token was shown. */
export async function halleyFor(
  store: Store,
  user: ActingUser,
  { now = systemClock, door = 'shell' }: { readonly now?: () => Date; readonly door?: Door } = {},
): Promise<Halley> {
  const projectId = await projectOfNewRuns(store, user, now())
  return { store, user, projectId, scratch: scratchFolder(store, workerName()), door, now }
}

async function enter(store: Store): Promise<Halley> {
  const halley = await halleyFor(store, await openingUser(store, systemClock()))
  await reconcileIfLeft(store, systemClock())
  await endAbandoned(halley)
  return halley
}

/**
 * Opens Halley for the user of this process, and clears up after processes that died; whoever opened it closes it.
 *
 * @returns faults of the store, and `right.deactivated` where the user may do nothing any more
 */
export async function openHalley({ environment, home }: OpenOptions): Promise<Result<Halley>> {
  const opened = await openStore(home ?? defaultHome(environment), { environment })
  if (!opened.ok) return opened
  const store = opened.value
  const halley = await settle(() => enter(store))
  if (!halley.ok) await store.close()
  return halley
}

/**
 * Closes what {@link openHalley} opened.
 *
 * @returns why the store could not be cared for, which changes nothing of what was done; null where it could
 */
export async function closeHalley({ store, now }: Halley): Promise<Fault | null> {
  const fault = await careFor(store, now())
  await removeScratch(scratchFolder(store, workerName()))
  await store.close()
  return fault
}
