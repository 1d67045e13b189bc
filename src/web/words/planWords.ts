import type { PlanCounts, ShownPlan } from '../../app/contract/plan.ts'
import { formatBytes, formatCount } from '../parts/format.ts'
import { capital, counted, listed, thing } from './things.ts'

export const neverTouched = 'Your FITS files are not touched.'

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
