import { setTimeout as sleep } from 'node:timers/promises'
import { settle, type Fault } from '../../fault/fault.ts'
import type { OperationRow } from '../../store/catalogue/schema.ts'
import { kindsIn, type WorkedKind } from '../contract/workQueue.ts'
import type { Halley } from '../halley.ts'
import { sweepDue } from '../trash/sweepDue.ts'
import { endAbandoned } from './abandonedOperations.ts'
import { claimNext, waitsFor } from './claims.ts'
import { KeptPools } from '../workers/keptPools.ts'
import { Helper } from './helper.ts'
import { concurrencyOf, threadsEach, type WorkerRequest } from './workerRequest.ts'
import { faultOf, workOff } from './workOff.ts'

export interface WorkerOutcome {
  readonly completed: number
  /** Those that failed, were cancelled or were handed back. */
  readonly ended: number
}

const sweepEveryMs = 3_600_000

/** What one worker does from its start to its end. */
export class Shift {
  readonly #halley: Halley
  readonly #request: WorkerRequest
  readonly #kinds: readonly WorkedKind[]
  readonly #helper: Helper | null
  /** What it is at, by the ids of operations. */
  readonly #atWork = new Map<string, Promise<void>>()
  readonly #pools = new KeptPools()
  #completed = 0
  #ended = 0
  #busyMs = performance.now()
  #sweepMs = 0
  /** What is wrong with the catalogue, as it was said last. */
  #obstacle = ''

  constructor(halley: Halley, request: WorkerRequest) {
    const { queues, signal } = request
    this.#halley = halley
    this.#request = request
    this.#kinds = kindsIn(queues)
    this.#helper = queues.includes('help')
      ? new Helper(halley, { threads: concurrencyOf(request) * threadsEach(request), pools: this.#pools, signal })
      : null
  }

  /** Works until the signal, or until there is nothing to do, as was asked for. */
  async work(): Promise<WorkerOutcome> {
    while (!this.#request.signal.aborted) if (!(await this.#goOn())) break
    await Promise.all(this.#atWork.values())
    await this.#pools.close()
    return { completed: this.#completed, ended: this.#ended }
  }

  /** @returns false where it is to end */
  async #goOn(): Promise<boolean> {
    const { once, idleMs = Infinity, pollMs } = this.#request
    const operation = this.#hasRoom ? await this.#take() : null
    if (operation) this.#begin(operation)
    else if (this.#atWork.size > 0) await this.#pause()
    else if ((await this.#lookOut(once ? 0 : pollMs)) > 0) this.#busyMs = performance.now()
    else return !once && performance.now() - this.#busyMs <= idleMs
    return true
  }

  get #hasRoom(): boolean {
    return this.#atWork.size < concurrencyOf(this.#request)
  }

  /** Sees to what others left and takes what waits. @returns null where there is nothing to do */
  async #take(): Promise<OperationRow | null> {
    try {
      await endAbandoned(this.#halley, new Set(this.#atWork.keys()))
      await this.#sweep()
      const claimed = await claimNext(this.#halley, this.#kinds)
      this.#tellObstacle(claimed.ok ? null : claimed.fault)
      return claimed.ok ? claimed.value : null
    } catch (error) {
      this.#tellObstacle(faultOf(error))
      return null
    }
  }

  /** A database that is away for an hour is said once, and that it is back. */
  #tellObstacle(fault: Fault | null): void {
    const { tell } = this.#request
    const code = fault?.code ?? ''
    const lasts = code.startsWith('catalogue.')
    if (fault && (!lasts || code !== this.#obstacle)) tell(`${code}: ${fault.message}${lasts ? ' It is tried again.' : ''}`, { code })
    if (!fault && this.#obstacle !== '') tell('The catalogue answers again.', {})
    this.#obstacle = lasts ? code : ''
  }

  /** Purges what is due in the trash, once an hour; what is due then waits among the operations. */
  async #sweep(): Promise<void> {
    const { tell } = this.#request
    if (performance.now() < this.#sweepMs) return
    this.#sweepMs = performance.now() + sweepEveryMs
    const swept = await sweepDue(this.#halley)
    if (!swept.ok) tell(`trash: ${swept.fault.message}`, { code: swept.fault.code })
    else if (swept.value.stopped) tell(`trash: ${swept.value.stopped.words} ./halley trash sweep says more`)
  }

  #begin(operation: OperationRow): void {
    const work = async () => {
      const means = { request: this.#request, pools: this.#pools }
      if (await workOff(this.#halley, operation, means)) this.#completed++
      else this.#ended++
      this.#busyMs = performance.now()
      this.#atWork.delete(operation.id)
    }
    this.#atWork.set(operation.id, work())
  }

  /** Until something has ended, or it is time to look for more. */
  async #pause(): Promise<void> {
    const over = new AbortController()
    const signal = AbortSignal.any([over.signal, this.#request.signal])
    const time = sleep(this.#request.pollMs, undefined, { signal }).catch(() => {})
    await Promise.race([...this.#atWork.values(), ...(this.#hasRoom ? [time] : [])])
    over.abort()
    await time
  }

  /** With nothing to do of its own: does parts of what others are at. */
  async #lookOut(forMs: number): Promise<number> {
    const { signal, tell } = this.#request
    const looked = this.#helper && (await settle(() => this.#helper?.lookOut(forMs, () => waitsFor(this.#halley, this.#kinds))))
    if (!looked?.ok) await sleep(forMs, undefined, { signal }).catch(() => {})
    const parts = looked?.ok ? (looked.value ?? 0) : 0
    if (parts > 0) tell(`helped with ${parts} ${parts === 1 ? 'part' : 'parts'} of what others are at`, { parts })
    return parts
  }
}
