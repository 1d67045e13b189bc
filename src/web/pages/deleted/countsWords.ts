import type { Tombstone } from '../../../app/contract/trash.ts'
import { formatCount } from '../../parts/format.ts'

const singular: Readonly<Record<string, string>> = { analyses: 'analysis' }

function wordOf(key: string, count: number): string {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return count === 1 ? (singular[key] ?? words.replace(/s$/, '')) : words
}

/** Counts of something that was deleted, as a list shows them: `12 images, 6,402 sources`. */
export function countsWords(counts: Tombstone['counts']): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([key, count]) => `${formatCount(count)} ${wordOf(key, count)}`)
    .join(', ')
}
