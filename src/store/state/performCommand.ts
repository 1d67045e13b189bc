import { randomUUID } from 'node:crypto'
import { Refusal, settle, type Result } from '../../fault/fault.ts'
import { apply } from '../../lifecycle/apply/apply.ts'
import type { Command } from '../../lifecycle/commands.ts'
import { decide } from '../../lifecycle/decide/decide.ts'
import type { LifeEvent } from '../../lifecycle/events.ts'
import type { State } from '../../lifecycle/state.ts'
import { recordAudit } from '../catalogue/audit.ts'
import { changeTogether } from '../catalogue/changeTogether.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { Store } from '../store.ts'
import { auditOfEvent, noticeOfEvent } from './auditOfEvent.ts'
import { loadState } from './loadState.ts'
import { saveState } from './saveState.ts'
import type { Slice } from './slice.ts'
import { sliceOf } from './sliceOf.ts'

/** What a command did: the state that it was decided on, what happened, what came of it. */
export interface Decided {
  readonly before: State
  readonly events: readonly LifeEvent[]
  readonly after: State
}

export interface CommandRequest {
  /** Default: the one that the command concerns; needed where the command depends on the state. */
  readonly slice?: Slice
  /** Given as a function where it depends on the state, as a purge does on its plan. */
  readonly command: Command | ((state: State, transaction: Catalogue) => Command | Promise<Command>)
  readonly nowMs: number
  /** Rows that must be there before those of the life cycle: an operation, a result. Runs once the command is allowed. */
  readonly beforeSave?: (transaction: Catalogue, decided: Decided) => Promise<void>
  /** What else is written in the same transaction. */
  readonly afterSave?: (transaction: Catalogue, decided: Decided) => Promise<void>
}

function sliceOfGiven(command: CommandRequest['command']): Slice {
  if (typeof command === 'function') throw new Error('A command that depends on the state needs a slice.')
  return sliceOf(command)
}

async function tell(transaction: Catalogue, event: LifeEvent, state: State): Promise<void> {
  for (const userId of event.tellUserIds) {
    const notice = { ...noticeOfEvent(event, state), id: randomUUID(), userId, at: new Date(event.atMs).toISOString(), readAt: null }
    await transaction.insertInto('notices').values(notice).execute()
  }
}

/**
 * Decides a command on the catalogue as it is in this transaction, and writes down what happened, with the audit and
 * what owners are told. A refusal is thrown, so that the transaction does nothing.
 */
export async function decideAndSave(transaction: Catalogue, request: CommandRequest): Promise<Decided> {
  const { slice, command, nowMs, beforeSave, afterSave } = request
  const before = await loadState(transaction, slice ?? sliceOfGiven(command))
  const decision = decide(before, typeof command === 'function' ? await command(before, transaction) : command, nowMs)
  if (!decision.ok) throw new Refusal(decision.refusal)
  const { events } = decision
  const after = events.reduce((state, event) => apply(state, event), before)
  const decided = { before, events, after }
  await beforeSave?.(transaction, decided)
  await saveState(transaction, before, after, nowMs)
  for (const event of events) {
    // A hold that was lifted is known before alone.
    const record = auditOfEvent(event, event.type === 'released' ? before : after)
    if (record) await recordAudit(transaction, record)
    await tell(transaction, event, after)
  }
  await afterSave?.(transaction, decided)
  return decided
}

/** {@link decideAndSave} in a transaction of its own. @returns the refusals of {@link decide}, and those of the hooks */
export function performCommand(store: Store, request: CommandRequest): Promise<Result<Decided>> {
  return settle(() => changeTogether(store.catalogue, (transaction) => decideAndSave(transaction, request)))
}
