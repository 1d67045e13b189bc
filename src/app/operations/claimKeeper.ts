import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Fault } from '../../fault/fault.ts'
import type { Claim, Heartbeat } from '../../store/catalogue/operations.ts'
import { isClaimed, reportOperation } from '../../store/catalogue/operations.ts'
import type { OperationProgress } from '../contract/operation.ts'
import type { ProgressEvent } from '../contract/progress.ts'
import type { Halley } from '../halley.ts'
import { claimLoss } from './claimLoss.ts'
import type { LeaseThreadData } from './leaseThread.ts'
import { leaseUntil } from './leaseUntil.ts'
import { noProgress, progressAfter } from './operationProgress.ts'

/** How often progress is written, at most: one statement each time. */
const TICK_MS = 500

/** How long a cancellation goes unnoticed, at most. */
const LOOK_MS = 1000

/**
 * Keeps a claim while its work goes on: renews the lease, writes how far the work is, and finds out when the claim is
 * lost. What the catalogue cannot take now is made up for by the next time.
 */
export class ClaimKeeper {
  readonly #halley: Halley
  readonly #claim: Claim
  readonly #leaseMs: number
  readonly #lost = new AbortController()
  readonly #timer: NodeJS.Timeout
  /** Renews the lease too; null where nobody needs it, undefined before the first renewal. */
  #thread: Worker | null | undefined
  #lostFault: Fault | null = null
  #progress: OperationProgress = noProgress
  #writtenProgress: OperationProgress = noProgress
  #log: string | null = null
  #writtenLog: string | null = null
  #tick: Promise<void> | undefined
  #leaseDueMs: number
  #lookDueMs: number

  constructor(halley: Halley, claim: Claim, leaseMs: number) {
    this.#halley = halley
    this.#claim = claim
    this.#leaseMs = leaseMs
    this.#leaseDueMs = performance.now() + leaseMs / 6
    this.#lookDueMs = performance.now() + LOOK_MS
    this.#timer = setInterval(() => void this.#beat(), Math.min(TICK_MS, leaseMs / 6))
  }

  /** Aborted when the claim is lost: cancelled, or taken by another. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** Tells everybody who follows the operation. */
  report(event: ProgressEvent): void {
    this.#progress = progressAfter(this.#progress, event, this.#halley.now().toISOString())
  }

  /** Names the log of the run that tells more, by its path. */
  useLog(path: string): void {
    this.#log = basename(path)
  }

  /** Why the claim is lost; null while it is not. */
  get lostFault(): Fault | null {
    return this.#lostFault
  }

  /** Lets go of the claim, which its holder then ends. @returns what there is to write of how far it came */
  async close(): Promise<Heartbeat> {
    clearInterval(this.#timer)
    this.#thread?.postMessage('end')
    await this.#tick
    return this.#heartbeat()
  }

  /** Other hosts do not see that this process is there, only its lease, which a long computation would let run out. */
  #startThread(): Worker | null {
    if (!process.env['HALLEY_DATABASE_URL']) return null
    const workerData: LeaseThreadData = { home: this.#halley.store.paths.home, claim: this.#claim, leaseMs: this.#leaseMs }
    const thread = new Worker(new URL('./leaseThread.ts', import.meta.url), { workerData })
    thread.on('error', () => {})
    // One that found no database is begun anew with the next renewal.
    thread.on('exit', () => (this.#thread = undefined))
    thread.unref()
    return thread
  }

  #heartbeat(): Heartbeat {
    return { stage: this.#progress.stage, progress: JSON.stringify(this.#progress), log: this.#log }
  }

  #beat(): Promise<void> {
    this.#tick ??= this.#contact()
      .catch(() => {})
      .finally(() => (this.#tick = undefined))
    return this.#tick
  }

  async #contact(): Promise<void> {
    const nowMs = performance.now()
    const [progress, log] = [this.#progress, this.#log]
    const isLeaseDue = nowMs >= this.#leaseDueMs
    const isNew = progress !== this.#writtenProgress || log !== this.#writtenLog
    if (!isNew && !isLeaseDue && nowMs < this.#lookDueMs) return
    const lease = isLeaseDue ? { leaseUntil: leaseUntil(this.#halley.now(), this.#leaseMs) } : {}
    const { catalogue } = this.#halley.store
    const isHeld =
      isNew || isLeaseDue
        ? await reportOperation(catalogue, this.#claim, { ...this.#heartbeat(), ...lease })
        : await isClaimed(catalogue, this.#claim)
    if (!isHeld) return this.#lose()
    this.#writtenProgress = progress
    this.#writtenLog = log
    this.#lookDueMs = nowMs + LOOK_MS
    if (!isLeaseDue) return
    this.#leaseDueMs = nowMs + this.#leaseMs / 6
    this.#thread ??= this.#startThread()
  }

  async #lose(): Promise<void> {
    clearInterval(this.#timer)
    this.#lostFault = await claimLoss(this.#halley.store.catalogue, this.#claim)
    if (this.#lostFault) this.#lost.abort()
  }
}
