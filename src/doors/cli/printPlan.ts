import type { ShownPlan } from '../../app/contract/plan.ts'
import type { PartlySeen, PlanView } from '../../lifecycle/plans/planSeenBy.ts'
import type { Holder } from '../../lifecycle/reach.ts'
import { counted } from './counted.ts'
import { formatBytes } from '../../app/usage/formatBytes.ts'
import { printLine } from './terminal.ts'

const listed = 20

/** A list of which the rest is a number, be it too long or not for the reader's eyes. */
function listOf(names: readonly string[], restricted = 0): string {
  const more = names.length - listed
  const shown = names.slice(0, listed)
  if (more > 0) shown.push(`and ${more} more`)
  if (restricted > 0) shown.push(`and ${restricted} that you may not see`)
  return shown.join(', ')
}

function itemsOf({ seen, restricted }: PartlySeen<{ readonly kind: string; readonly name: string }>): string {
  return listOf(
    seen.map(({ kind, name }) => `${kind} ${name}`),
    restricted,
  )
}

function countWords({ goes }: PlanView): string {
  const { counts } = goes
  const words = [
    counted(counts.projects, 'project'),
    counted(counts.runs, 'run'),
    counted(counts.samples, 'sample'),
    counted(counts.analyses, 'analysis', 'analyses'),
    counted(counts.versions, 'version'),
    counted(counts.results, 'result'),
    counted(counts.sources, 'source'),
    counted(counts.images, 'image'),
    counted(counts.measurements, 'measurement'),
    counted(counts.files, 'file'),
  ]
  return words.filter((word) => !word.startsWith('0 ')).join(', ') || 'nothing'
}

function printGoing({ plan, names, purgeDueUtc }: ShownPlan, isFinal: boolean): void {
  const { act, goes } = plan
  const ofRuns = goes.versions.filter(({ runId }) => !goes.items.seen.some(({ id }) => id === runId))
  const versions = ofRuns.map(
    ({ runId, numbers }) => `${numbers.length === 1 ? 'version' : 'versions'} ${numbers.join(', ')} of run ${names[runId] ?? runId}`,
  )
  const all = [itemsOf(goes.items), ...versions].filter((words) => words !== '')
  if (act === 'release') printLine(`Releases ${counted(goes.images.length + plan.stays.images.length, 'image')}.`)
  else printLine(`${isFinal ? 'Deletes permanently' : 'Moves to Trash'}: ${all.length > 0 ? all.join('; ') : 'nothing'}.`)
  if (isFinal) {
    printLine(`Gone for ever: ${countWords(plan)}. Frees ${formatBytes(goes.bytes)}.`)
    return
  }
  const due = purgeDueUtc === null ? 'until somebody deletes it permanently' : `until ${purgeDueUtc.slice(0, 10)}`
  printLine(`It can be restored ${due}. Its purge would take ${countWords(plan)}, and free ${formatBytes(goes.bytes)}.`)
}

function holderWords(holder: Holder, names: ShownPlan['names']): string {
  if (holder.kind === 'ingest') return `ingested by ${names[holder.userId] ?? holder.userId}`
  const run = `run ${names[holder.runId] ?? holder.runId}`
  return holder.kind === 'run' ? `${run} (${holder.versions.map((number) => `v${number}`).join(', ')})` : `${run} (at work)`
}

/** Images that stay for one reason are one line. */
function printImages({ plan, names }: ShownPlan): void {
  const { goes, stays } = plan
  if (goes.images.length > 0) printLine(`Images used by nothing else, which go: ${listOf(goes.images.map(({ name }) => name))}`)
  const reasons = stays.images.map(({ name, because }) => ({
    name,
    words: listOf(
      because.seen.map((holder) => holderWords(holder, names)),
      because.restricted,
    ),
  }))
  for (const [words, images] of Map.groupBy(reasons, (reason) => reason.words)) {
    printLine(`Images kept because of ${words}: ${listOf(images.map(({ name }) => name))}`)
  }
}

function printStaying({ plan, companions }: ShownPlan): void {
  const { goes, stays, skipped } = plan
  if (goes.commentsOfOthers > 0) printLine(`Comments, tags and favourites of others that go: ${goes.commentsOfOthers}`)
  const offered = new Set(companions.map(({ id }) => id))
  const alone = { ...stays.madeFrom, seen: stays.madeFrom.seen.filter(({ id }) => !offered.has(id)) }
  if (alone.seen.length + alone.restricted > 0) printLine(`Made from it, and kept: ${itemsOf(alone)}`)
  if (companions.length > 0) {
    printLine(`Made from it, and yours; --also-made-from takes them along: ${itemsOf({ seen: companions, restricted: 0 })}`)
  }
  if (stays.trashedAlone.seen.length + stays.trashedAlone.restricted > 0) {
    printLine(`In Trash on their own, and kept: ${itemsOf(stays.trashedAlone)}`)
  }
  if (stays.foreignFiles.length > 0) printLine(`Files that are yours, and stay: ${listOf(stays.foreignFiles.map(({ path }) => path))}`)
  for (const { item, because } of skipped) printLine(`Skipped: ${item.kind} ${item.name}: ${because.join('; ')}`)
}

const finalActs: readonly PlanView['act'][] = ['purge', 'empty', 'release']

/**
 * Prints a plan for a person: what goes, what comes free, what stays and because of whom.
 *
 * @param isFinal whether what goes to Trash is at once deleted from there
 */
export function printPlan(shown: ShownPlan, isFinal = finalActs.includes(shown.plan.act)): void {
  printGoing(shown, isFinal)
  printImages(shown)
  printStaying(shown)
  printLine('Your FITS files and catalogues are not touched.')
  printLine(`Plan: ${shown.hash}`)
}
