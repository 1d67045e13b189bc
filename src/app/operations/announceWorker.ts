import { settle } from '../../fault/fault.ts'
import { removeWorker, reportWorker } from '../../store/catalogue/workers.ts'
import { workerLogFolder } from '../../store/workerLogs.ts'
import type { Halley } from '../halley.ts'
import { leaseUntil } from './leaseUntil.ts'
import { operationSettings } from './operationSettings.ts'
import { workerName } from './workerProcess.ts'

/** A process that is listed among the workers and takes no work itself. */
export interface AnnouncedWorker {
  /** The folder where those write that it starts. */
  readonly logs: string
  /** Says that it is there, and how things are with it. */
  say(words: string): Promise<void>
  leave(): Promise<void>
}

/** Lists this process among the workers, for administrators to see. What the catalogue cannot take now is said the next time. */
export function announceWorker({ store, now }: Halley): AnnouncedWorker {
  const { catalogue } = store
  const startedAt = now().toISOString()
  return {
    logs: workerLogFolder(store),
    async say(words) {
      await settle(async () => {
        const { leaseMs } = await operationSettings(catalogue)
        const nothing = { queues: '[]', concurrency: 0, threads: 0 }
        await reportWorker(catalogue, { name: workerName(), ...nothing, startedAt, leaseUntil: leaseUntil(now(), leaseMs), job: words })
      })
    },
    async leave() {
      await settle(() => removeWorker(catalogue, workerName()))
    },
  }
}
