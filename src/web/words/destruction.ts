import type { PlanCounts, ShownPlan } from '../../app/contract/plan.ts'
import type { Deleting } from '../../app/contract/trash.ts'
import type { ItemKind } from '../../lifecycle/state.ts'
import { formatBytes, formatCount } from '../parts/format.ts'

/** What a sentence names. */
export interface Named {
  readonly kind: ItemKind | 'versions'
  readonly name: string
  /** Of versions, their numbers. */
  readonly versions?: readonly number[]
}

const plurals: Readonly<Record<Named['kind'], string>> = {
  project: 'projects',
  run: 'runs',
  sample: 'samples',
  analysis: 'analyses',
  versions: 'items',
}

/** As many as are named before the rest is a number. */
const mostNamed = 20

export const neverTouched = 'Your FITS files are not touched.'

function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function joined(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join('')
}

/** Names in a row: the first of them, and how many more there are, be they too many or not for the reader's eyes. */
function listed(names: readonly string[], restricted = 0): string {
  const shown = names.slice(0, mostNamed)
  const rest = names.length - shown.length
  const more = rest > 0 ? [`${formatCount(rest)} more`] : []
  const unseen = restricted > 0 ? [`${formatCount(restricted)} that you may not see`] : []
  return joined([...shown, ...more, ...unseen])
}

/** One thing as sentences name it: `run lmc`, `version 2 of run lmc`. */
export function thing({ kind, name, versions = [] }: Named): string {
  if (kind !== 'versions') return `${kind} ${name}`
  return `${versions.length === 1 ? 'version' : 'versions'} ${joined(versions.map(String))} of run ${name}`
}

/** One thing by its name, several by their number: `run lmc`, `3 runs`, `4 items`. */
export function things(items: readonly Named[]): string {
  const [first] = items
  if (!first) return 'nothing'
  if (items.length === 1) return thing(first)
  const isOneKind = items.every(({ kind }) => kind === first.kind)
  return `${formatCount(items.length)} ${isOneKind ? plurals[first.kind] : 'items'}`
}

function isOrAre(items: readonly Named[]): string {
  const [first] = items
  const isOne = items.length === 1 && (first?.kind !== 'versions' || first.versions?.length === 1)
  return isOne ? 'was' : 'were'
}

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

const countNames: readonly (readonly [keyof PlanCounts, string, string?])[] = [
  ['projects', 'project'],
  ['runs', 'run'],
  ['samples', 'sample'],
  ['analyses', 'analysis', 'analyses'],
  ['versions', 'version'],
  ['sources', 'source'],
  ['images', 'image'],
  ['measurements', 'measurement'],
  ['files', 'file'],
]

/** What goes, by number: `1 run, 2 versions, 6,402 sources`. */
export function goesCounts(counts: PlanCounts): string {
  const words = countNames.flatMap(([key, one, many]) => (counts[key] > 0 ? [counted(counts[key], one, many)] : []))
  return words.length > 0 ? words.join(', ') : 'nothing'
}

/** What goes, by name, those that the reader may not see as a number. */
export function goesWords({ plan, names }: ShownPlan): string {
  const { items, versions } = plan.goes
  const ofRuns = versions.filter(({ runId }) => !items.seen.some(({ id }) => id === runId))
  const single = ofRuns.map(({ runId, numbers }) => thing({ kind: 'versions', name: names[runId] ?? runId, versions: numbers }))
  return listed([...items.seen.map(thing), ...single], items.restricted) || 'nothing'
}

/** How long what goes to Trash can come back. */
export function dueWords({ purgeDueUtc }: ShownPlan): string {
  if (purgeDueUtc === null) return 'It can be restored until somebody deletes it permanently.'
  return `It can be restored until ${dateWords(purgeDueUtc)}; then it is deleted permanently.`
}

/** A day as `21 December 2026`. */
export function dateWords(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(iso))
}

/** What space comes free, and when. */
export function spaceWords({ plan }: ShownPlan, isFinal: boolean): string {
  const bytes = formatBytes(plan.goes.bytes)
  return isFinal ? `Frees ${bytes}.` : `${bytes} would come free once it is deleted permanently.`
}

type KeptImage = ShownPlan['plan']['stays']['images'][number]

function holderWords({ because }: KeptImage, names: ShownPlan['names']): string {
  const holders = because.seen.map((holder) => {
    if (holder.kind === 'ingest') return `ingested by ${names[holder.userId] ?? 'another user'}`
    const run = `run ${names[holder.runId] ?? holder.runId}`
    if (holder.kind === 'operation') return `used by the work of ${run}`
    return `used by ${run} (${holder.versions.length === 1 ? 'version' : 'versions'} ${holder.versions.join(', ')})`
  })
  return listed(holders, because.restricted)
}

function imagesStay({ plan, names }: ShownPlan): string[] {
  const byReason = Map.groupBy(plan.stays.images, (image) => holderWords(image, names))
  return [...byReason].map(([reason, images]) => `${counted(images.length, 'image')} ${images.length === 1 ? 'stays' : 'stay'}: ${reason}.`)
}

/** What stays although it is used by what goes, and because of whom: a sentence each. */
export function staysWords(shown: ShownPlan): readonly string[] {
  const { madeFrom, trashedAlone, foreignFiles, versions } = shown.plan.stays
  const offered = new Set(shown.companions.map(({ id }) => id))
  const made = madeFrom.seen.filter(({ id }) => !offered.has(id))
  const sentences = imagesStay(shown)
  if (made.length + madeFrom.restricted > 0) {
    const words = listed(made.map(thing), madeFrom.restricted)
    sentences.push(`Made from it, and stays readable with its own rows: ${words}.`)
  }
  if (trashedAlone.seen.length + trashedAlone.restricted > 0)
    sentences.push(`In Trash by itself, and stays there: ${listed(trashedAlone.seen.map(thing), trashedAlone.restricted)}.`)
  for (const { number, reasons } of versions) sentences.push(`Version ${number} stays: ${reasons.join('; ')}.`)
  if (foreignFiles.length > 0) sentences.push(`Files that are yours stay: ${listed(foreignFiles.map(({ path }) => path))}.`)
  return sentences
}

/** What else goes that a reader should know of: images used by nothing else, words of others. */
export function alsoGoesWords({ plan }: ShownPlan): readonly string[] {
  const { images, commentsOfOthers } = plan.goes
  const sentences: string[] = []
  if (images.length === 1) sentences.push('1 image is used by nothing else and goes too.')
  if (images.length > 1) sentences.push(`${formatCount(images.length)} images are used by nothing else and go too.`)
  const words = counted(commentsOfOthers, 'comment, tag or favourite', 'comments, tags and favourites')
  if (commentsOfOthers > 0) sentences.push(`${words} of others ${commentsOfOthers === 1 ? 'goes' : 'go'} too.`)
  return sentences
}

/** What unfolds to the names of images. */
export const imageNamesLabel = 'Names of the images'

/** Items of other people that go with a project. */
export function othersWords({ plan, names }: ShownPlan, userId: string): string | null {
  const others = plan.goes.items.seen.filter(({ ownerId }) => ownerId !== userId)
  if (others.length === 0) return null
  return `Of others: ${listed(others.map((item) => `${thing(item)} (${names[item.ownerId] ?? 'another user'})`))}. Until it is deleted permanently they can restore theirs into a project of their own.`
}

/** What was asked for and stays, for it is held or in use. */
export function skippedWords({ plan }: ShownPlan): readonly string[] {
  return plan.skipped.map(({ item, because }) => `${capital(thing(item))} stays: ${because.join('; ')}.`)
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

/** What has changed between the plan that was shown and the one of now: a sentence each. */
export function changedWords(before: ShownPlan, now: ShownPlan): readonly string[] {
  const sentences: string[] = []
  for (const [key, one, many] of countNames) {
    const difference = now.plan.goes.counts[key] - before.plan.goes.counts[key]
    if (difference !== 0) sentences.push(`${counted(Math.abs(difference), one, many)} ${difference > 0 ? 'more' : 'fewer'} would go.`)
  }
  const stayed = now.plan.stays.images.length - before.plan.stays.images.length
  if (stayed !== 0) sentences.push(`${counted(Math.abs(stayed), 'image')} ${stayed > 0 ? 'more' : 'fewer'} would stay.`)
  const skipped = now.plan.skipped.length - before.plan.skipped.length
  if (skipped !== 0)
    sentences.push(
      `${counted(Math.abs(skipped), 'item')} ${skipped > 0 ? 'more' : 'fewer'} stay because of a hold, or work that reads them.`,
    )
  if (now.plan.goes.bytes !== before.plan.goes.bytes)
    sentences.push(`${formatBytes(now.plan.goes.bytes)} would come free instead of ${formatBytes(before.plan.goes.bytes)}.`)
  return sentences.length > 0 ? sentences : ['Who keeps what has changed; what goes has not.']
}

export const planChanged = 'Something has changed since this was shown, and nothing was deleted. This is what would go now:'

/** After a move to Trash; Undo stands beside it. */
export function movedWords(items: readonly Named[]): string {
  return `${capital(things(items))} ${isOrAre(items)} moved to the Trash.`
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
  return `${what} ${isOrAre(items)} deleted: ${formatBytes(freedBytes)} freed${kept}`
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

export function holdQuestion(item: Named): string {
  return `Keep ${thing(item)} from being deleted?`
}

export const holdExplained = 'As long as it is held nothing that contains it is deleted permanently, by anybody. It can still go to Trash.'

export const holdButton = 'Hold'

export const liftButton = 'Lift the hold'

export function heldWords(item: Named): string {
  return `${capital(thing(item))} is held: nothing that contains it is deleted permanently.`
}

export function liftedWords(item: Named): string {
  return `The hold on ${thing(item)} is lifted.`
}

/** An act as its refusals and failures name it, and what is true because it was not done. */
const acts = {
  move: ['Move to Trash', 'Nothing was moved.'],
  delete: ['Delete permanently', 'Nothing was deleted.'],
  empty: ['Empty Trash', 'Nothing was deleted.'],
  restore: ['Restore from Trash', 'It is still in Trash.'],
  revert: ['Restore Run', 'The run shows what it showed.'],
  leave: ['Leave', 'Nothing was changed.'],
  hold: ['Hold', 'Nothing is held.'],
  lift: ['Lift the hold', 'It is still held.'],
  retry: ['Retry', 'It is still Deleting.'],
} as const

export type ActName = keyof typeof acts

const nextSteps: Readonly<Record<string, string>> = {
  'run.busy': 'Wait until its work is done, or cancel it first.',
  'right.denied': 'Ask its owner. What is not yours you can leave.',
  'right.reason': 'Say why: its owner reads it.',
  'right.scope': 'Sign in on this site, or use a token with that scope.',
  'trash.held': 'Who set the hold, its owner or an administrator can lift it.',
  'trash.inUse': 'Wait until that is done, then try again.',
  'trash.empty': 'What is there is held or in use: open it to see why.',
  'trash.project': 'Restore its project first, or restore this into your own.',
  'trash.run': 'Restore the run first.',
  'trash.swept': 'Restore or delete what it went with: it follows.',
  'trash.owners': 'Delete the items of each owner apart, with a reason for each.',
  'trash.days': 'Give a whole number of days; 0 keeps it until somebody deletes it.',
  'plan.changed': 'Look at what would go now, and confirm that.',
  'item.notFound': 'It may have been deleted, or is no longer shared with you.',
  'item.gone': 'See Deleted for what is left of it.',
  'item.state': 'Somebody was faster: look at the list as it is now.',
  'item.personal': 'Delete what is in it instead.',
  'item.companion': 'Take it from the selection.',
  'version.head': 'Restore another version first.',
  'version.unknown': 'Look at the history of the run as it is now.',
  'hold.notFound': 'It was lifted already.',
  'grant.pointless': 'It stays in your lists.',
  'purge.ended': 'It is gone already.',
  'http.away': 'Try again when the server is back: what was asked is done once at most.',
  'http.rate': 'Wait a minute.',
}

const inTheWay = ['removal', 'store', 'system', 'file']

interface FaultWords {
  readonly code: string
  readonly message: string
  readonly hint: string
}

/** What to do about a refusal, as this site says it. */
export function nextStep({ code, hint }: Pick<FaultWords, 'code' | 'hint'>): string {
  const known = nextSteps[code]
  if (known) return known
  if (inTheWay.some((prefix) => code.startsWith(`${prefix}.`))) return 'Remove what is in the way, then Retry. What is left is safe.'
  return hint.includes('./halley') ? '' : hint
}

/** Why an act was refused or failed: what is true now, why, and what to do. */
export function refusedWords(act: ActName, fault: FaultWords): { readonly title: string; readonly why: string; readonly next: string } {
  const [label, state] = acts[act]
  const why = fault.message.startsWith(`${label}: `) ? capital(fault.message.slice(label.length + 2)) : fault.message
  const isLost = fault.code === 'http.away'
  return {
    title: isLost ? `${label}: no answer.` : `${label}: ${state.charAt(0).toLowerCase()}${state.slice(1)}`,
    why,
    next: nextStep(fault),
  }
}
