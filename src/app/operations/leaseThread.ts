// Keeps the lease of an operation while the thread that works on it is at a long computation.
import { parentPort, workerData } from 'node:worker_threads'
import { type Claim, reportOperation } from '../../store/catalogue/operations.ts'
import { openStore } from '../../store/store.ts'
import { leaseUntil } from './leaseUntil.ts'

/** What the thread is given. */
export interface LeaseThreadData {
  readonly home: string
  readonly claim: Claim
  readonly leaseMs: number
}

const { home, claim, leaseMs } = workerData as LeaseThreadData

/** Renews the lease until it is told to end. What the catalogue cannot take now is made up for by the next time. */
async function keepLease(): Promise<void> {
  const opened = await openStore(home)
  if (!opened.ok) return
  const store = opened.value
  const renew = () => reportOperation(store.catalogue, claim, { leaseUntil: leaseUntil(new Date(), leaseMs) })
  const timer = setInterval(() => void renew().catch(() => {}), leaseMs / 6)
  parentPort?.once('message', () => {
    clearInterval(timer)
    void store.close()
  })
}

await keepLease()
