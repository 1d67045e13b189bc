import { formatBytes, formatCount } from '../parts/format.ts'
import { dateWords } from './planWords.ts'
import { type Named, capital, counted, listed, thing, things } from './things.ts'

/** After a restore from Trash. */
export function restoredWords(restored: readonly { readonly words: string; readonly projectName: string | null }[]): string {
  const [first] = restored
  if (!first) return 'Nothing was restored.'
  if (restored.length > 1) return `${formatCount(restored.length)} items were restored from Trash.`
  return `${capital(first.words)} was restored from Trash${first.projectName === null ? '' : ` into project ${first.projectName}`}.`
}

/** Where a restore from Trash has to ask. */
export function restoreQuestion(items: readonly Named[]): string {
  return `Restore ${things(items)} from Trash?`
}

export const restoreButton = 'Restore from Trash'

export function nameTaken({ kind, name }: Named): string {
  return `Another ${kind === 'versions' ? 'run' : kind} is called ${name} by now.`
}

export function intoOwnProject(item: Named): string {
  return `The project of ${thing(item)} is not there: it comes back into your own project.`
}

/** Above the list: how much is there and what emptying it would free. */
export function trashSummary(count: number, freesBytes: number | null): string {
  if (count === 0) return 'Nothing is here.'
  const frees = freesBytes === null ? '' : `; ${formatBytes(freesBytes)} would come free`
  return `${counted(count, 'item')} here${frees}`
}

export const emptyButton = 'Empty Trash...'

export function restoreSelectedButton(count: number): string {
  return `Restore ${formatCount(count)} from Trash`
}

export function deleteSelectedButton(count: number): string {
  return `Delete ${formatCount(count)} permanently...`
}

/** Samples and analyses that were made from something in Trash. */
export function usedByWords(items: readonly Named[]): string {
  return `used by ${listed(items.slice(0, 3).map(thing))}${items.length > 3 ? ` and ${formatCount(items.length - 3)} more` : ''}`
}

/** Something of the reader's that is in Trash with the project of another. */
export function hiddenWords(
  item: Named & { readonly projectName: string; readonly by: string; readonly purgeDueUtc: string | null },
): string {
  const until = item.purgeDueUtc === null ? '' : `, and is deleted permanently on ${dateWords(item.purgeDueUtc)}`
  return `${capital(thing(item))} went to Trash when ${item.by} moved project ${item.projectName} there${until}. It can come back into your own project.`
}

/** How long something stays in Trash; null: until somebody deletes it. */
export function daysWords(daysLeft: number | null): string {
  if (daysLeft === null) return 'Until deleted'
  return daysLeft === 0 ? 'Today' : `${counted(daysLeft, 'day')} left`
}

/** What went to Trash with something. */
export function sweptWords(contents: readonly Named[]): string {
  return `with ${listed(contents.slice(0, 3).map(thing))}${contents.length > 3 ? ` and ${formatCount(contents.length - 3)} more` : ''}`
}

/** What of its size the purge of something would free, where it is not all. */
export function partWords(bytes: number, freesBytes: number): string {
  return freesBytes < bytes
    ? `${formatBytes(freesBytes)} of ${formatBytes(bytes)} would come free: the rest is used elsewhere`
    : `all of ${formatBytes(bytes)} would come free`
}
