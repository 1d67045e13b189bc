import type { Run } from '../../lifecycle/state.ts'
import { versionOf } from '../../lifecycle/versions.ts'
import { openRunLog, type LogLine } from '../../store/runLog.ts'
import type { Halley } from '../halley.ts'
import type { ResultCounts } from '../contract/runStatus.ts'
import type { Glance } from './glance.ts'
import { sourceIdsOf } from './sourceIdsOf.ts'

export interface RestoreFacts {
  readonly run: Run
  /** The new version. */
  readonly version: number
  /** The version that was shown before. */
  readonly head: number
  /** The version whose content came back. */
  readonly target: number
  readonly glance: Glance
  readonly keptEdits: string | null
  /** Name every image and every source that leaves or comes back. */
  readonly debug: boolean
}

const countedThings = [
  ['images', 'images'],
  ['detections', 'catalogue measurements'],
  ['forced', 'forced measurements'],
  ['sources', 'sources'],
  ['newSources', 'new sources'],
  ['relations', 'relations'],
] as const satisfies readonly (readonly [keyof ResultCounts, string])[]

function countLines({ counts }: Glance): LogLine[] {
  return countedThings.map(([key, words]) => {
    const [before, after] = [counts.shown[key], counts.target[key]]
    const change = after - before
    return ['INFO', `${words}: ${before} before, ${after} now (${change > 0 ? '+' : ''}${change})`]
  })
}

function imageLines({ leaving, returning }: Glance): LogLine[] {
  return [
    ['INFO', `images removed: ${leaving.length}, brought back: ${returning.length}`],
    ...leaving.map(({ name }): LogLine => ['INFO', `removed image ${name}`]),
    ...returning.map(({ name }): LogLine => ['INFO', `brought back image ${name}`]),
  ]
}

function* withoutOthers(ids: ReadonlySet<number>, others: ReadonlySet<number>, words: string): Generator<LogLine, void> {
  for (const id of ids) if (!others.has(id)) yield ['DEBUG', `${words} ${id}`]
}

function* changedSources(shown: ReadonlySet<number>, wanted: ReadonlySet<number>): Generator<LogLine, void> {
  yield* withoutOthers(shown, wanted, 'removed source')
  yield* withoutOthers(wanted, shown, 'brought back source')
}

/** Which sources leave and come back, for a log of that detail: as they are asked for, for there may be millions. */
async function sourceLines(halley: Halley, { run, head, target, debug }: RestoreFacts): Promise<Iterable<LogLine>> {
  if (!debug) return []
  const shown = await sourceIdsOf(halley, run, head)
  const wanted = await sourceIdsOf(halley, run, target)
  if (!shown.ok || !wanted.ok) return [['WARNING', 'The tables of sources could not be read; their ids are not listed.']]
  return changedSources(shown.value, wanted.value)
}

function* linesOf(facts: RestoreFacts, sources: Iterable<LogLine>): Generator<LogLine, void> {
  const { run, version, head, target, glance, keptEdits } = facts
  const result = versionOf(run, target)?.resultId ?? 'unknown'
  yield ['INFO', `Restoring run ${run.name} from version ${head} to version ${target} (result ${result})`]
  yield* imageLines(glance)
  yield* countLines(glance)
  yield* sources
  const edits = keptEdits === null ? '' : `; edits are kept in ${keptEdits}`
  yield ['INFO', `config.yaml is that of the version restored${edits}`]
  yield ['INFO', `Version ${version} is shown. Nothing was deleted: restore to version ${head} to undo this.`]
}

/** Writes the log of a restore: what was removed and brought back. @returns its path */
export async function writeRestoreLog(halley: Halley, startedAt: Date, facts: RestoreFacts): Promise<string> {
  const lines = linesOf(facts, await sourceLines(halley, facts))
  const log = openRunLog(halley.store, facts.run.id, startedAt, 'restore')
  try {
    await log.writeAll(halley.now(), 'restore', lines)
  } finally {
    log.close()
  }
  return log.path
}
