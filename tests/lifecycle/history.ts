import { apply } from '../../src/lifecycle/apply/apply.ts'
import type { Command, CommandName } from '../../src/lifecycle/commands.ts'
import { decide } from '../../src/lifecycle/decide/decide.ts'
import type { Refusal } from '../../src/lifecycle/refusal.ts'
import type { Run, State } from '../../src/lifecycle/state.ts'
import { knownRun } from '../../src/lifecycle/whereabouts.ts'
import { startMs, user, worker } from './world.ts'

/** A state that commands are given to, one after the other. */
export class History {
  state: State
  nowMs = startMs
  private count = 0

  constructor(state: State) {
    this.state = state
  }

  /** The refusal of a command, or null when it was done. */
  give<Name extends CommandName>(command: Command<Name>): Refusal | null {
    const decision = decide(this.state, command, this.nowMs)
    if (!decision.ok) return decision.refusal
    for (const event of decision.events) this.state = apply(this.state, event)
    return null
  }

  do<Name extends CommandName>(command: Command<Name>): void {
    const no = this.give(command)
    if (no) throw new Error(`${no.code}: ${no.message}`)
  }

  run(id: string): Run {
    return knownRun(this.state, id)
  }

  /** Processes a run over images to its next version. */
  process(itemId: string, who: string, imageIds: readonly string[]): void {
    const operationId = `op${++this.count}`
    this.do({ name: 'process', actor: user(who), itemId, operationId, imageIds: [] })
    this.do({ name: 'start', actor: worker, itemId, operationId })
    this.do({ name: 'ingestImages', actor: worker, imageIds, holder: { itemId, operationId, attempt: 1 } })
    const result = { id: `${itemId}.${this.count}`, imageIds }
    this.do({ name: 'complete', actor: worker, itemId, operationId, attempt: 1, result })
  }

  revert(itemId: string, who: string, version: number | null): void {
    const operationId = `op${++this.count}`
    this.do({ name: 'revertVersion', actor: user(who), itemId, operationId, version })
    this.do({ name: 'complete', actor: worker, itemId, operationId, attempt: 1, result: null })
  }

  /** @returns the id of the trash entry */
  trash(itemId: string, who: string, companionIds: readonly string[] = []): string {
    const entryId = `entry${++this.count}`
    this.do({ name: 'trash', actor: user(who), itemId, entryId, companionIds, reason: '' })
    return entryId
  }

  trashVersions(itemId: string, who: string, versions: readonly number[]): string {
    const entryId = `entry${++this.count}`
    this.do({ name: 'trashVersions', actor: user(who), itemId, entryId, versions, reason: '' })
    return entryId
  }

  restore(entryId: string, who: string, intoProjectId: string | null = null): Refusal | null {
    return this.give({ name: 'restoreFromTrash', actor: user(who), entryId, intoProjectId, newNames: new Map() })
  }

  purge(entryIds: readonly string[], who: string): Refusal | null {
    const purgeId = `purge${++this.count}`
    return this.give({ name: 'purge', actor: user(who), purgeId, entryIds, planHash: 'h', confirmedHash: 'h', reason: '' })
  }
}
