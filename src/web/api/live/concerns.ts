import type { Changed, LiveTopic } from '../../../app/contract/live.ts'

/** A call whose reply is kept: the path of its endpoint, and what it was given. */
export interface KeptCall {
  readonly path: string
  readonly given: unknown
}

/** Parts of paths under which the calls about a topic stand. */
const segmentsOf: Readonly<Record<LiveTopic, readonly string[]>> = {
  project: ['projects'],
  run: ['runs', 'files', 'sky', 'favourites'],
  sample: ['samples'],
  analysis: ['analyses'],
  image: ['images'],
  trash: ['trash', 'plans', 'holds', 'deleted', 'purges'],
  user: ['people', 'users', 'account', 'administration'],
  token: ['account', 'tokens', 'people'],
  settings: ['session', 'administration', 'projects', 'references'],
}

/** What says something of everything. */
const segmentsOfAll: readonly string[] = ['home', 'activity', 'search']

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : []
}

/** Whether a part of what is kept of an item is the one that changed: `comments` of `/api/runs/:run/comments`. */
function isPart(segments: readonly string[], part: string): boolean {
  return segments.includes(part) || segments.at(-1)?.startsWith(':') === true
}

/** Whether a reply that is kept may be another after a change. */
export function isConcerned({ path, given }: KeptCall, { topics, items, isWide, part }: Changed): boolean {
  const segments = path.split('/').slice(2)
  if (part === null && segments.some((segment) => segmentsOfAll.includes(segment))) return true
  const texts = textsIn(given)
  const isNamed = items.some(({ id, name }) => texts.includes(id) || texts.includes(name))
  if (part !== null) return isNamed && isPart(segments, part)
  if (isNamed) return true
  return topics.some((topic) =>
    segments.some((segment, at) => segmentsOf[topic].includes(segment) && (isWide || !(segments[at + 1] ?? '').startsWith(':'))),
  )
}
