import { failure, success, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { unfinishedOperations } from '../../store/catalogue/operations.ts'
import { knownWorkers } from '../../store/catalogue/workers.ts'
import { actorOf } from '../actor.ts'
import type { WorkerView } from '../contract/administration.ts'
import type { Halley } from '../halley.ts'
import { liveWorkers } from '../operations/workers.ts'

/** Every worker that has not said that it goes, with what it works on. @returns `right.denied` for all but administrators */
export async function listWorkers({ store, user, now }: Halley): Promise<Result<readonly WorkerView[]>> {
  const no = administratorRefusal(actorOf(user), 'List the workers')
  if (no) return failure(no)
  const workers = await knownWorkers(store.catalogue)
  const there = new Set(liveWorkers(workers, now()).map(({ name }) => name))
  const operations = Map.groupBy(await unfinishedOperations(store.catalogue), ({ worker }) => worker)
  return success(
    workers.map(({ name, queues, concurrency, threads, startedAt, job }) => {
      const [host = name, number = ''] = name.split(':')
      return {
        name,
        host,
        process: Number(number) || 0,
        queues: queues === null ? null : (JSON.parse(queues) as string[]),
        concurrency,
        threads,
        startedUtc: startedAt,
        job,
        isThere: there.has(name),
        worksOn: (operations.get(name) ?? []).map(({ id, kind }) => ({ id, kind })),
      }
    }),
  )
}
