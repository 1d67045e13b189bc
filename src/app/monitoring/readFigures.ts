import { failure, settle, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { operationCounts, oldestWaiting, type OperationCount } from '../../store/catalogue/operationCounts.ts'
import { knownWorkers } from '../../store/catalogue/workers.ts'
import { diskSpace, type DiskSpace } from '../../store/diskSpace.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'
import { liveWorkers } from '../operations/workers.ts'

/** What there is to watch of a store at one moment. */
export interface Figures {
  readonly operations: readonly OperationCount[]
  /** How long the oldest operation waits that no worker has taken, s; 0 where none waits. */
  readonly oldestWaitingS: number
  readonly workers: { readonly there: number; readonly lost: number }
  readonly disk: DiskSpace
}

/** Figures of the work and the disk of a store; a token of an administrator that may only read is enough. @returns `right.denied` for all but administrators, `catalogue.*` */
export async function readFigures({ store, user, now }: Halley): Promise<Result<Figures>> {
  const no = administratorRefusal(actorOf(user), 'Read the metrics', 'read')
  if (no) return failure(no)
  return settle(async () => {
    const workers = await knownWorkers(store.catalogue)
    const there = liveWorkers(workers, now()).length
    const oldest = await oldestWaiting(store.catalogue)
    return {
      operations: await operationCounts(store.catalogue),
      oldestWaitingS: oldest === null ? 0 : Math.max(0, (now().getTime() - Date.parse(oldest)) / 1000),
      workers: { there, lost: workers.length - there },
      disk: await diskSpace(store),
    }
  })
}
