import { settle } from '../../fault/fault.ts'
import { forgetRepliesBefore } from '../../store/catalogue/keptReplies.ts'
import { forgetLeftTasks } from '../../store/catalogue/sharedTasks.ts'
import { forgetExpired } from '../../store/catalogue/sessions.ts'
import { forgetWorkersBefore } from '../../store/catalogue/workers.ts'
import type { Halley } from '../halley.ts'
import type { Tell } from '../logging/tell.ts'
import { sweepDue } from '../trash/sweepDue.ts'
import { careFor } from './careFor.ts'

const HOUR_MS = 3_600_000

/** How long replies are kept by their idempotency keys, and workers that ended without saying so are listed. */
const DAY_MS = 24 * HOUR_MS

interface Care {
  /** Ends it, after what it is at. */
  stop(): Promise<void>
}

async function careOnce(halley: Halley, tell: Tell): Promise<void> {
  const { store, now } = halley
  const fault = await careFor(store, now())
  if (fault) tell(`care: ${fault.message} ${fault.hint}`)
  const forgotten = await settle(async () => {
    await forgetExpired(store.catalogue, now().toISOString())
    const yesterday = new Date(now().getTime() - DAY_MS).toISOString()
    await forgetLeftTasks(store.catalogue)
    await forgetRepliesBefore(store.catalogue, yesterday)
    await forgetWorkersBefore(store.catalogue, yesterday)
  })
  if (!forgotten.ok) tell(`care: ${forgotten.fault.message}`)
  const swept = await sweepDue(halley)
  if (!swept.ok) tell(`trash: ${swept.fault.message}`)
  else if (swept.value.stopped)
    tell(`trash: ${swept.value.stopped.words} An administrator releases it on the site or with ./halley trash sweep`)
}

/**
 * Cares for the store of a process that is there for weeks, now and every hour: seals the history, backs the catalogue up
 * once a day, forgets what has expired, and purges what is due in the trash where no worker does.
 */
export function keepCaring(halley: Halley, tell: Tell): Care {
  let atWork: Promise<void> = Promise.resolve()
  const care = () => {
    atWork = atWork.then(() => careOnce(halley, tell)).catch((error: unknown) => tell(`care: ${String(error)}`))
  }
  care()
  const timer = setInterval(care, HOUR_MS)
  return {
    async stop() {
      clearInterval(timer)
      await atWork
    },
  }
}
