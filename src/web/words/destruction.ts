import type { ShownPlan } from '../../app/contract/plan.ts'
import type { Deleting } from '../../app/contract/trash.ts'
import type { ItemKind } from '../../lifecycle/state.ts'
import { formatBytes, formatCount } from '../parts/format.ts'
import { type Named, capital, counted, wasOrWere, joined, listed, thing, things } from './things.ts'

/** What of a selection goes to Trash, and what is left for it is another's. */
export interface Split {
  readonly going: readonly Named[]
  readonly leaving: readonly Named[]
  /** Whether something of it is at work, which is cancelled first. */
  readonly isBusy: boolean
}

function leaveWords(leaving: readonly Named[]): string {
  const [first] = leaving
  return leaving.length === 1 && first?.kind === 'project' ? `Leave ${thing(first)}` : 'Leave'
}

/** The title of the dialog: the question that matters. */
export function moveQuestion({ going, leaving }: Split): string {
  if (going.length === 0) return leaving.length === 0 ? 'Nothing here can go to Trash' : `Leave ${things(leaving)}?`
  if (leaving.length === 0) return `Move ${things(going)} to Trash?`
  return `Move ${formatCount(going.length)} to Trash, leave ${formatCount(leaving.length)}?`
}

/** Its button. */
export function moveButton({ going, leaving, isBusy }: Split): string {
  if (going.length === 0) return leaveWords(leaving)
  const move = isBusy ? 'Cancel and move' : 'Move'
  if (leaving.length > 0) return `${move} ${formatCount(going.length)} to Trash, leave ${formatCount(leaving.length)}`
  return `${move} to Trash`
}

/** The button that does nothing: beside one that cancels work it is not called Cancel too. */
export function nothingButton({ isBusy }: Pick<Split, 'isBusy'>): string {
  return isBusy ? 'Close' : 'Cancel'
}

export const deletePermanentlyButton = 'Delete permanently...'

/** The title of the second dialog. */
export function deleteQuestion(items: readonly Named[]): string {
  return `Delete ${things(items)} permanently?`
}

export const cannotComeBack = 'This cannot be undone.'

/** What is typed before something is deleted for ever: its name, or how many there are. */
export function wordsToType(items: readonly Named[]): string {
  const [first] = items
  if (first && items.length === 1) return first.name
  return `delete ${formatCount(items.length)} items`
}

/** What is typed before a Trash is emptied. */
export function wordsToEmpty(count: number): string {
  return `empty ${counted(count, 'item')}`
}

/** The title of the dialog that empties a Trash. `owner` null: one's own. */
export function emptyQuestion(count: number, owner: string | null): string {
  const whose = owner === null ? 'your Trash' : `the Trash of ${owner}`
  return count === 0 ? `Nothing in ${whose} can be deleted now` : `Empty ${whose}: delete ${counted(count, 'item')} permanently?`
}

/** What of whom Empty Trash takes, and what it leaves. */
export function emptyScope({ plan }: ShownPlan, owner: string | null): string {
  const whose = owner === null ? 'your Trash' : `the Trash of ${owner}`
  const { length } = plan.skipped
  const skipped =
    length === 0 ? '' : ` ${counted(length, 'item')} that ${length === 1 ? 'is held or in use stays' : 'are held or in use stay'}.`
  return `What is in ${whose} now, and nothing that comes later: ${counted(plan.entryIds.length, 'item')}, ${formatBytes(plan.goes.bytes)}.${skipped}`
}

/** What is at work and is cancelled first. */
export function busyWords(names: readonly string[]): string {
  const runs = listed(names)
  return `${names.length === 1 ? `Run ${runs} is` : `Runs ${runs} are`} at work: that is cancelled first.`
}

/** What leaving does. */
export function leaveSentence(item: Named, leave: { readonly name: string; readonly isItsProject: boolean }, owner: string): string {
  if (!leave.isItsProject) return `${capital(thing(item))} is ${owner}'s: it goes from your lists, nothing else changes.`
  return `${capital(thing(item))} is ${owner}'s, and you see it through project ${leave.name}: leaving that takes all that is in it from your lists.`
}

/** The same in the dialog that does nothing else. */
export function leaveEffect(item: Named, leave: { readonly name: string; readonly isItsProject: boolean }): string {
  if (!leave.isItsProject) return 'Your own share ends and it goes from your lists. Nothing else changes; its owner can share it again.'
  return `You see ${thing(item)} through project ${leave.name}. Leaving that takes all that is in it from your lists; nothing else changes, and its owner can share it again.`
}

export function reasonLabel(owners: readonly string[]): string {
  return `Reason, which ${joined(owners)} ${owners.length === 1 ? 'reads' : 'read'}`
}

/** After a move to Trash; Undo stands beside it. */
export function movedWords(items: readonly Named[]): string {
  return `${capital(things(items))} ${wasOrWere(items)} moved to the Trash.`
}

/** While files are being removed. */
export function deletingWords(items: readonly Named[]): string {
  const [first] = items
  return `Deleting ${first && items.length === 1 && first.kind !== 'versions' ? first.name : things(items)}`
}

/** When all of it is gone. */
export function deletedWords(items: readonly Named[], freedBytes: number, imagesKept: number): string {
  const [first] = items
  const what = first && items.length === 1 && first.kind !== 'versions' ? first.name : capital(things(items))
  const kept = imagesKept > 0 ? `, ${counted(imagesKept, 'image')} kept` : ''
  return `${what} ${wasOrWere(items)} deleted: ${formatBytes(freedBytes)} freed${kept}`
}

/** How far a deletion is, or where and why it stopped; `Retry` stands beside what stopped. */
export function deletingState({ folders, removed, fault, isWaiting }: Omit<Deleting, 'purgeId' | 'operationId'>): string {
  const step = `step ${Math.min(removed + 1, Math.max(folders, 1))} of ${Math.max(folders, 1)}`
  if (fault) return `Deleting: stopped at ${step}, ${fault.message}`
  return isWaiting ? `Deleting: ${step}, waiting for a worker` : `Deleting: ${step}`
}

/** Who deleted something permanently: a user, or the end of its time in Trash. */
export function deletedBy(name: string): string {
  return name === 'retention' ? 'its time in Trash was over' : name
}

/** A Restore Run that was asked for, and its end. */
export function revertSubmitted(name: string, version: number): string {
  return `Restore of ${name} to version ${version} was submitted`
}

export function reverted(name: string, version: number): string {
  return `${name} is back at version ${version}`
}

/** After leaving what is another's. */
export function leftWords(left: readonly { readonly kind: ItemKind; readonly name: string; readonly canStillRead: boolean }[]): string {
  const what = `You left ${things(left)}.`
  return left.some(({ canStillRead }) => canStillRead) ? `${what} What you may see without that share stays in your lists.` : what
}
