import type { UserRecord } from '../../../app/contract/administration.ts'

const nouns = [
  ['projects', 'project', 'projects'],
  ['runs', 'run', 'runs'],
  ['samples', 'sample', 'samples'],
  ['analyses', 'analysis', 'analyses'],
] as const

/** What somebody owns, such as `3 runs, 1 sample`. */
export function countWords(owns: UserRecord['owns']): string {
  const parts = nouns.filter(([key]) => owns[key] > 0).map(([key, one, many]) => `${owns[key]} ${owns[key] === 1 ? one : many}`)
  return parts.length === 0 ? 'nothing' : parts.join(', ')
}
