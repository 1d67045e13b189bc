import { settle, type Result } from '../../fault/fault.ts'
import { removeWorker, reportWorker } from '../../store/catalogue/workers.ts'
import { workQueues } from '../contract/workQueue.ts'
import type { Halley } from '../halley.ts'
import { startMailing } from '../mail/startMailing.ts'
import { leaseUntil } from './leaseUntil.ts'
import { operationSettings } from './operationSettings.ts'
import { Shift, type WorkerOutcome } from './shift.ts'
import { workerName } from './workerProcess.ts'
import { concurrencyOf, threadsEach, type WorkerRequest } from './workerRequest.ts'

/** Says for as long as the worker is there that it is, also while it works. */
async function presence(halley: Halley, request: WorkerRequest): Promise<() => Promise<void>> {
  const { catalogue } = halley.store
  const { queues, job = null } = request
  const { leaseMs } = await operationSettings(catalogue)
  const row = {
    name: workerName(),
    queues: queues.length === workQueues.length ? null : JSON.stringify(queues),
    concurrency: concurrencyOf(request),
    threads: threadsEach(request),
    startedAt: halley.now().toISOString(),
    job,
  }
  const say = () => reportWorker(catalogue, { ...row, leaseUntil: leaseUntil(halley.now(), leaseMs) })
  await say()
  const timer = setInterval(() => void say().catch(() => {}), leaseMs / 3)
  return async () => {
    clearInterval(timer)
    // Where the catalogue cannot be told, its lease runs out.
    await settle(() => removeWorker(catalogue, row.name))
  }
}

/**
 * Works off operations that wait, as many at once as was asked for, until the signal. Any number of workers may be at one
 * store, on any number of hosts; the limits of the store hold for all of them together.
 *
 * @returns faults of a catalogue that cannot even be told that the worker is there; later ones are lines
 */
export function runWorker(halley: Halley, request: WorkerRequest): Promise<Result<WorkerOutcome>> {
  return settle(async () => {
    const leave = await presence(halley, request)
    const stopMailing = startMailing(halley, process.env, request.tell)
    try {
      return await new Shift(halley, request).work()
    } finally {
      await stopMailing()
      await leave()
    }
  })
}
