import { randomUUID } from 'node:crypto'
import type { Change } from './change.ts'

/** What one look found. */
export interface Happening {
  readonly changes: readonly Change[]
  /** Operations that went on or ended. */
  readonly operationIds: readonly string[]
}

const mostHappenings = 2000

/** What happened last, so that who was away for a while is told what they missed. */
export class LiveMemory {
  #epoch = randomUUID().slice(0, 8)
  #number = 0
  #happenings: Happening[] = []

  /** The place after the last happening, as the id of an event says it. */
  get place(): string {
    return `${this.#epoch}.${this.#number}`
  }

  add(happening: Happening): void {
    this.#number += 1
    this.#happenings.push(happening)
    if (this.#happenings.length > mostHappenings) this.#happenings.shift()
  }

  /** Forgets everything: what came before can be told to nobody any more. */
  forget(): void {
    this.#epoch = randomUUID().slice(0, 8)
    this.#number = 0
    this.#happenings = []
  }

  /** What happened after a place; null where that is not known any more. */
  since(place: string): readonly Happening[] | null {
    const [epoch, text] = place.split('.')
    const missed = this.#number - Number(text)
    const isKnown = epoch === this.#epoch && missed >= 0 && missed <= this.#happenings.length
    return isKnown ? this.#happenings.slice(this.#happenings.length - missed) : null
  }
}
