import type { ResultCounts } from '../../../../app/contract/runStatus.ts'
import type { VersionSummary } from '../../../../app/contract/version.ts'
import { formatCount } from '../../../parts/format.ts'

/** A difference with its sign, such as `+61`. */
export function signed(change: number): string {
  return change < 0 ? `−${formatCount(-change)}` : `+${formatCount(change)}`
}

function plural(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`
}

/** How a version came about, such as `added 2 images`. */
export function originWords(version: VersionSummary, parent: VersionSummary | undefined): string {
  const { madeAs, counts, restoredFrom } = version
  if (madeAs === 'restore') return `restored to version ${restoredFrom ?? '?'}`
  if (madeAs === 'addImages' && parent) return `added ${plural(counts.images - parent.counts.images, 'image')}`
  return `processed ${plural(counts.images, 'image')}`
}

export const countedThings = [
  ['images', 'images'],
  ['detections', 'detections'],
  ['forced', 'forced fits'],
  ['sources', 'sources'],
  ['newSources', 'new sources'],
  ['relations', 'relations'],
] as const satisfies readonly (readonly [keyof ResultCounts, string])[]

/** What changed in the counts from the version before, such as `+61 sources, +12 new`; empty where nothing did. */
export function changeWords(version: VersionSummary, parent: VersionSummary | undefined): string {
  if (!parent) return ''
  const told = [
    ['sources', 'sources'],
    ['newSources', 'new'],
  ] as const
  const changes = told.map(([key, words]) => [version.counts[key] - parent.counts[key], words] as const)
  return changes
    .filter(([change]) => change !== 0)
    .map(([change, words]) => `${signed(change)} ${words}`)
    .join(', ')
}

/** What is to be known of a version's place and files, beside what it is. */
export function stateWords({ isHead, place, missingSinceUtc }: VersionSummary): string {
  if (place === 'trashed') return 'in Trash'
  if (place === 'purging') return 'being deleted'
  if (place === 'purged') return 'deleted'
  if (missingSinceUtc !== null) return 'files missing'
  return isHead ? 'shown' : ''
}
