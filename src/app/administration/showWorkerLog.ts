import { failure, makeFault, settle, type Result } from '../../fault/fault.ts'
import { administratorRefusal } from '../../lifecycle/decide/ground.ts'
import { readJobLog } from '../../store/workerLogs.ts'
import { actorOf } from '../actor.ts'
import type { Halley } from '../halley.ts'

/**
 * The last lines that a worker wrote which is a job of a cluster, also when it has ended.
 *
 * @param job as {@link listWorkers} names it, such as `slurm 17`
 * @returns `right.denied` for all but administrators, `operation.noJob`
 */
export async function showWorkerLog(halley: Halley, job: string): Promise<Result<readonly string[]>> {
  const no = administratorRefusal(actorOf(halley.user), 'Read the log of a worker')
  if (no) return failure(no)
  const [, number] = /^slurm (\d{1,12})$/.exec(job) ?? []
  if (number === undefined) {
    return failure(
      makeFault('operation.noJob', `Job ${job}: expected a job such as "slurm 17", found another name.`, {
        hint: 'Other workers write to the terminal or the journal of their host.',
      }),
    )
  }
  return settle(() => readJobLog(halley.store, Number(number)))
}
