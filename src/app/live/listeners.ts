import { isDeepStrictEqual } from 'node:util'
import { findUser } from '../../store/catalogue/people.ts'
import type { Store } from '../../store/store.ts'
import type { ActingUser } from '../actor.ts'
import type { LiveEvent } from '../contract/live.ts'

/** Who is told, and how. */
export interface LiveListener {
  readonly user: ActingUser
  /** The place that they had come to, to be told what they missed; null: they know nothing yet. */
  readonly after: string | null
  /** Whether they would still be let in. */
  readonly isLetIn: () => Promise<boolean>
  readonly onEvent: (event: LiveEvent) => void
  /** Called when all is told that happened up to a place. */
  readonly onPlace: (place: string) => void
  readonly onEnd: () => void
}

/** A listener while it listens. */
export interface Listening {
  /** As the catalogue has them now; the same object for all listeners of one user. */
  readonly user: ActingUser
  readonly after: string | null
  send(event: LiveEvent): void
}

interface Member {
  readonly listener: LiveListener
  user: ActingUser
  isNew: boolean
  /** What was last said of each operation: what is the same is not said again. */
  readonly said: Map<string, LiveEvent>
  readonly listening: Listening
}

function memberOf(listener: LiveListener): Member {
  const said = new Map<string, LiveEvent>()
  const member: Member = {
    listener,
    user: listener.user,
    isNew: true,
    said,
    listening: {
      get user() {
        return member.user
      },
      after: listener.after,
      send(event) {
        if (event.name === 'operation') {
          if (isDeepStrictEqual(said.get(event.data.id), event)) return
          if (event.data.endedAt === null) said.set(event.data.id, event)
          else said.delete(event.data.id)
        }
        listener.onEvent(event)
      },
    },
  }
  return member
}

/** Everybody who listens. */
export class Listeners {
  readonly #store: Store
  readonly #members = new Set<Member>()

  constructor(store: Store) {
    this.#store = store
  }

  get count(): number {
    return this.#members.size
  }

  get isEmpty(): boolean {
    return this.#members.size === 0
  }

  /** Whether somebody has come who was told nothing yet. */
  get hasNew(): boolean {
    return [...this.#members].some(({ isNew }) => isNew)
  }

  /** Those who were told where everything is. */
  get present(): readonly Listening[] {
    return [...this.#members].filter(({ isNew }) => !isNew).map(({ listening }) => listening)
  }

  /** @returns what takes the listener away again */
  add(listener: LiveListener): () => void {
    const member = memberOf(listener)
    this.#members.add(member)
    return () => void this.#members.delete(member)
  }

  /** Those who have just come; from now on they are present. */
  takeNew(): readonly Listening[] {
    const fresh = [...this.#members].filter(({ isNew }) => isNew)
    for (const member of fresh) member.isNew = false
    return fresh.map(({ listening }) => listening)
  }

  /** Reads anew what users are, and ends what those listen to who may do nothing any more. */
  async refresh(): Promise<void> {
    for (const [userId, members] of Map.groupBy(this.#members, ({ user }) => user.id)) {
      const row = await findUser(this.#store.catalogue, userId)
      if (row?.isActive !== 1) for (const member of members) this.#end(member)
      const byScopes = new Map<string, ActingUser>()
      for (const member of members) {
        const { scopes } = member.user
        const key = JSON.stringify(scopes)
        const user = byScopes.get(key) ?? { ...(row ?? member.user), scopes }
        byScopes.set(key, user)
        member.user = user
      }
    }
  }

  /** Ends what those listen to whose session or token has ended. */
  async check(): Promise<void> {
    for (const member of this.#members) if (!(await member.listener.isLetIn())) this.#end(member)
  }

  /** Says to all that they know everything up to a place. */
  mark(place: string): void {
    for (const { isNew, listener } of this.#members) if (!isNew) listener.onPlace(place)
  }

  endAll(): void {
    for (const member of this.#members) this.#end(member)
  }

  #end(member: Member): void {
    this.#members.delete(member)
    member.listener.onEnd()
  }
}
