import { settle } from '../../fault/fault.ts'
import type { State } from '../../lifecycle/state.ts'
import { operationsByIds } from '../../store/catalogue/runLists.ts'
import type { AuditRow, OperationRow } from '../../store/catalogue/schema.ts'
import { loadItemsAlone } from '../../store/state/loadItemsAlone.ts'
import type { ActingUser } from '../actor.ts'
import type { LiveEvent } from '../contract/live.ts'
import type { OperationView } from '../contract/operation.ts'
import type { Halley } from '../halley.ts'
import { lookAtOperations, viewsFor } from '../operations/operationViews.ts'
import { AuditWatch } from './auditWatch.ts'
import { changedFor } from './changedFor.ts'
import { changeOfEvent, operationIdOfEvent, type Change } from './change.ts'
import { LiveMemory, type Happening } from './liveMemory.ts'
import { Listeners, type Listening, type LiveListener } from './listeners.ts'
import { NoticeWatch } from './noticeWatch.ts'
import { OperationWatch } from './operationWatch.ts'

/** How long a change goes unnoticed, at most. */
const LOOK_MS = 300

/** How long somebody goes on being told after their session has ended, at most. */
const CHECK_MS = 5_000

/** What one look found, as far as it is the same for all. */
interface Sight {
  readonly happening: Happening
  readonly unfinished: readonly OperationRow[]
}

/**
 * Tells everybody who listens what changes in the catalogue, whoever changes it, each what they may see. One loop for
 * all looks at a few small facts; it goes on for as long as somebody listens, and takes up afterwards where it was.
 */
export class LiveFeed {
  readonly #of: Pick<Halley, 'store' | 'now'>
  readonly #audit: AuditWatch
  readonly #operations: OperationWatch
  readonly #notices: NoticeWatch
  readonly #memory = new LiveMemory()
  readonly #listeners: Listeners
  /** Changes that only this process knows of. */
  #touched: Change[] = []
  #timer: NodeJS.Timeout | undefined
  #look: Promise<void> | undefined
  #nextCheckMs = 0

  constructor(of: Pick<Halley, 'store' | 'now'>) {
    this.#of = of
    this.#audit = new AuditWatch(of.store)
    this.#operations = new OperationWatch(of)
    this.#notices = new NoticeWatch(of.store)
    this.#listeners = new Listeners(of.store)
  }

  /** Begins to tell somebody. @returns what ends it */
  listen(listener: LiveListener): () => void {
    const leave = this.#listeners.add(listener)
    this.#lookSoon(0)
    return leave
  }

  /** How many are told. */
  get listenerCount(): number {
    return this.#listeners.count
  }

  /** Tells of a change that leaves nothing in the history. */
  touch(change: Change): void {
    this.#touched.push(change)
    if (this.#touched.length > 1000) this.#touched.shift()
  }

  /** Ends what everybody listens to, and the loop. */
  async stop(): Promise<void> {
    this.#listeners.endAll()
    clearTimeout(this.#timer)
    await this.#look
  }

  #lookSoon(ms: number): void {
    if (this.#look) return
    clearTimeout(this.#timer)
    if (this.#listeners.isEmpty) return
    this.#timer = setTimeout(() => {
      this.#look = this.#tryLook().then((hasLooked) => {
        this.#look = undefined
        this.#lookSoon(hasLooked && this.#listeners.hasNew ? 0 : LOOK_MS)
      })
    }, ms)
  }

  /** What was found before the catalogue failed may not have been told: then everybody reads everything again. */
  async #tryLook(): Promise<boolean> {
    try {
      const looked = await settle(() => this.#lookOnce())
      if (!looked.ok) this.#audit.forget()
      return looked.ok
    } catch (error) {
      this.#audit.forget()
      process.stderr.write(`halley: events: ${error instanceof Error ? error.stack : String(error)}\n`)
      return false
    }
  }

  async #lookOnce(): Promise<void> {
    const sight = await this.#see()
    const { happening } = sight
    const isNews = happening.changes.length > 0 || happening.operationIds.length > 0
    if (isNews) this.#memory.add(happening)
    if (isNews || this.#listeners.hasNew) await this.#listeners.refresh()
    if (isNews) await this.#tell(this.#listeners.present, [happening])
    await this.#welcome(sight)
    await this.#tellNotices()
    this.#listeners.mark(this.#memory.place)
    if (performance.now() >= this.#nextCheckMs) {
      this.#nextCheckMs = performance.now() + CHECK_MS
      await this.#listeners.check()
    }
  }

  async #see(): Promise<Sight> {
    const rows = await this.#audit.look()
    if (rows === null) this.#memory.forget()
    const changes = await this.#changesOf(rows ?? [])
    const alsoIds = (rows ?? []).flatMap((row) => operationIdOfEvent(row) ?? [])
    const { unfinished, ended, hasChanged } = await this.#operations.look(alsoIds)
    const operationIds = hasChanged ? [...unfinished, ...ended].map(({ id }) => id) : []
    if (rows === null) for (const listening of this.#listeners.present) listening.send({ name: 'reset', data: {} })
    return { happening: { changes, operationIds }, unfinished }
  }

  async #changesOf(rows: readonly AuditRow[]): Promise<readonly Change[]> {
    const touched = this.#touched
    this.#touched = []
    const changes = [...touched]
    for (const row of rows) changes.push(await changeOfEvent(this.#of.store.catalogue, row))
    return changes
  }

  /** Tells what happened to those who listen; what is the same for several clients of one user is made once. */
  async #tell(listenings: readonly Listening[], happenings: readonly Happening[]): Promise<void> {
    if (listenings.length === 0) return
    const { store } = this.#of
    const changes = happenings.flatMap((happening) => happening.changes)
    const itemIds = changes.flatMap((change) => [...change.itemIds, ...change.formerProjectIds])
    const state = await loadItemsAlone(store.catalogue, [...new Set(itemIds)])
    const operationIds = [...new Set(happenings.flatMap((happening) => happening.operationIds))]
    const rows = await operationsByIds(store.catalogue, operationIds)
    const looked = rows.length === 0 ? null : await lookAtOperations(this.#of, rows)
    const told = new Map<ActingUser, readonly LiveEvent[]>()
    for (const listening of listenings) {
      const { user } = listening
      const events = told.get(user) ?? [
        ...changedEvents(state, user, changes),
        ...(looked ? viewsFor(looked, user) : []).map(operationEvent),
      ]
      told.set(user, events)
      for (const event of events) listening.send(event)
    }
  }

  /** Tells who has just come where everything is; who has come back, what they missed. */
  async #welcome({ unfinished }: Sight): Promise<void> {
    const fresh = this.#listeners.takeNew()
    if (fresh.length === 0) return
    const happening: Happening = { changes: [], operationIds: unfinished.map(({ id }) => id) }
    for (const listening of fresh) {
      const missed = listening.after === null ? [] : this.#memory.since(listening.after)
      listening.send({ name: missed === null ? 'reset' : 'ready', data: {} })
      await this.#tell([listening], [...(missed ?? []), happening])
      this.#notices.greet(listening.user.id)
    }
  }

  async #tellNotices(): Promise<void> {
    const present = this.#listeners.present
    const news = await this.#notices.look([...new Set(present.map(({ user }) => user.id))])
    for (const listening of present) {
      const noticed = news.get(listening.user.id)
      if (noticed) listening.send({ name: 'notice', data: noticed })
    }
  }
}

function operationEvent(data: OperationView): LiveEvent {
  return { name: 'operation', data }
}

function changedEvents(state: State, user: ActingUser, changes: readonly Change[]): readonly LiveEvent[] {
  return changes.flatMap((change) => {
    const data = changedFor(state, user, change)
    return data ? [{ name: 'changed', data } as const] : []
  })
}
