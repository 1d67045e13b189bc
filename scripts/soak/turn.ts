// One turn of a client: who acts, on what, and how chance decides.
import type { Halley } from '../../src/app/halley.ts'
import { failure, success, type Result } from '../../src/fault/fault.ts'
import type { Answered, Asked } from './journal.ts'
import type { Population } from './population.ts'

/** What came of an act that was done. */
export type Deed = Partial<Pick<Answered, 'facts' | 'events' | 'purgeId'>>

/** An act that a client is about to ask for. */
export interface Chosen {
  /** Ids that it is about. */
  readonly on: readonly string[]
  readonly ends?: Asked['ends']
  readonly perform: () => Promise<Result<Deed>>
}

export interface Turn {
  readonly halley: Halley
  readonly there: Population
  /** Numbers from 0 to 1, from the seed. */
  readonly next: () => number
  /** Texts of configurations, over fewer and more images of one small survey. */
  readonly configurations: readonly string[]
  /** Comments that this client has made and not taken back. */
  readonly comments: Map<string, { readonly kind: 'run' | 'sample'; readonly id: string; readonly name: string }>
}

/** Chooses what to do it to. @returns null where there is nothing to do it to */
export type Act = (turn: Turn) => Chosen | null | Promise<Chosen | null>

export function oneOf<T>({ next }: Turn, things: readonly T[]): T | undefined {
  return things[Math.floor(next() * things.length)]
}

/** Mostly something of one's own: what is another's is refused, and has to be. */
export function ownOrOther<T extends { readonly ownerId: string }>(turn: Turn, things: readonly T[]): T | undefined {
  const own = things.filter(({ ownerId }) => ownerId === turn.halley.user.id)
  return oneOf(turn, own.length > 0 && turn.next() < 0.93 ? own : things)
}

/** A name that nothing has. */
export function newName(turn: Turn, start: string): string {
  return `${start}-${Math.floor(turn.next() * 36 ** 6).toString(36)}`
}

/** Goes on with what is chosen; null where nothing is. */
export function on<T>(thing: T | undefined, choose: (thing: T) => Chosen): Chosen | null {
  return thing === undefined ? null : choose(thing)
}

export async function deed<T>(result: Promise<Result<T>>, of: (value: T) => Deed | Promise<Deed>): Promise<Result<Deed>> {
  const settled = await result
  return settled.ok ? success(await of(settled.value)) : failure(settled.fault)
}
