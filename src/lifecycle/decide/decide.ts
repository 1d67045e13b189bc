import type { Command, CommandName } from '../commands.ts'
import type { LifeEvent } from '../events.ts'
import type { Refusal } from '../refusal.ts'
import type { State } from '../state.ts'
import { decideBeginUse, decideEndUse, decideGiveNotice, decideIngestImages, decideReleaseImages } from './decideKeeping.ts'
import {
  decideGiveEverything,
  decideHold,
  decideLeave,
  decideRelease,
  decideRename,
  decideSetRetention,
  decideShare,
  decideTransfer,
  decideUnshare,
} from './decidePeople.ts'
import { decidePurge, decidePurgeDone } from './decidePurge.ts'
import { decideMove, decideRestoreFromTrash, decideTakeOut } from './decideReturn.ts'
import {
  decideCancel,
  decideComplete,
  decideCreate,
  decideFail,
  decideHandBack,
  decideRevert,
  decideStart,
  decideWork,
} from './decideRun.ts'
import { decideClear, decideTrash, decideTrashVersions } from './decideTrash.ts'
import { isRefusal, type Outcome } from './ground.ts'

export type Decision = { readonly ok: true; readonly events: readonly LifeEvent[] } | { readonly ok: false; readonly refusal: Refusal }

const deciders: { readonly [Name in CommandName]: (state: State, command: Command<Name>, nowMs: number) => Outcome } = {
  create: decideCreate,
  process: decideWork,
  addImages: decideWork,
  start: decideStart,
  complete: decideComplete,
  fail: decideFail,
  handBack: decideHandBack,
  cancel: decideCancel,
  revertVersion: decideRevert,
  clear: decideClear,
  trashVersions: decideTrashVersions,
  trash: decideTrash,
  cancelAndTrash: decideTrash,
  restoreFromTrash: decideRestoreFromTrash,
  takeOut: decideTakeOut,
  purge: decidePurge,
  purgeDone: decidePurgeDone,
  rename: decideRename,
  move: decideMove,
  setRetention: decideSetRetention,
  transfer: decideTransfer,
  giveEverything: decideGiveEverything,
  share: decideShare,
  unshare: decideUnshare,
  leave: decideLeave,
  hold: decideHold,
  release: decideRelease,
  giveNotice: decideGiveNotice,
  ingestImages: decideIngestImages,
  releaseImages: decideReleaseImages,
  beginUse: decideBeginUse,
  endUse: decideEndUse,
}

/**
 * What a command does to a state, as events to be applied in order, or why it does nothing. Touches nothing.
 *
 * The state is the catalogue, or the slice that the command concerns: the item with its project, its trash entry, holds
 * and uses; items of the same name; for a purge all that {@link reach} needs.
 *
 * @param nowMs the store's clock, milliseconds since 1970 UTC
 */
export function decide<Name extends CommandName>(state: State, command: Command<Name>, nowMs: number): Decision {
  const name: Name = command.name
  const outcome = deciders[name](state, command, nowMs)
  return isRefusal(outcome) ? { ok: false, refusal: outcome } : { ok: true, events: outcome }
}
