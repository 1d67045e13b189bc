import type { Run } from '../../lifecycle/state.ts'
import { versionOf } from '../../lifecycle/versions.ts'
import { openRunLog, type LogLevel } from '../../store/runLog.ts'
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

type Line = readonly [level: LogLevel, message: string]

const countedThings = [
  ['images', 'images'],
  ['detections', 'catalogue measurements'],
  ['forced', 'forced measurements'],
  ['sources', 'sources'],
  ['newSources', 'new sources'],
  ['relations', 'relations'],
] as const satisfies readonly (readonly [keyof ResultCounts, string])[]

function countLines({ counts }: Glance): Line[] {
  return countedThings.map(([key, words]) => {
    const [before, after] = [counts.shown[key], counts.target[key]]
    const change = after - before
    return ['INFO', `${words}: ${before} before, ${after} now (${change > 0 ? '+' : ''}${change})`]
  })
}

function imageLines({ leaving, returning }: Glance): Line[] {
  return [
    ['INFO', `images removed: ${leaving.length}, brought back: ${returning.length}`],
    ...leaving.map(({ name }): Line => ['INFO', `removed image ${name}`]),
    ...returning.map(({ name }): Line => ['INFO', `brought back image ${name}`]),
  ]
}

function withoutOthers(ids: ReadonlySet<number>, others: ReadonlySet<number>): number[] {
  return [...ids].filter((id) => !others.has(id))
}

/** Which sources leave and come back, for a log of that detail. */
async function sourceLines(halley: Halley, { run, head, target }: RestoreFacts): Promise<Line[]> {
  const shown = await sourceIdsOf(halley, run, head)
  const wanted = await sourceIdsOf(halley, run, target)
  if (!shown.ok || !wanted.ok) return [['WARNING', 'The tables of sources could not be read; their ids are not listed.']]
  return [
    ...withoutOthers(shown.value, wanted.value).map((id): Line => ['DEBUG', `removed source ${id}`]),
    ...withoutOthers(wanted.value, shown.value).map((id): Line => ['DEBUG', `brought back source ${id}`]),
  ]
}

async function linesOf(halley: Halley, facts: RestoreFacts): Promise<Line[]> {
  const { run, version, head, target, glance, keptEdits, debug } = facts
  const result = versionOf(run, target)?.resultId ?? 'unknown'
  return [
    ['INFO', `Restoring run ${run.name} from version ${head} to version ${target} (result ${result})`],
    ...imageLines(glance),
    ...countLines(glance),
    ...(debug ? await sourceLines(halley, facts) : []),
    [
      'INFO',
      keptEdits === null
        ? 'config.yaml is that of the version restored'
        : `config.yaml is that of the version restored; edits are kept in ${keptEdits}`,
    ],
    ['INFO', `Version ${version} is shown. Nothing was deleted: restore to version ${head} to undo this.`],
  ]
}

/** Writes the log of a restore: what was removed and brought back. @returns its path */
export async function writeRestoreLog(halley: Halley, startedAt: Date, facts: RestoreFacts): Promise<string> {
  const lines = await linesOf(halley, facts)
  const log = openRunLog(halley.store, facts.run.id, startedAt, 'restore')
  try {
    for (const [level, message] of lines) log.write(halley.now(), 'restore', level, message)
  } finally {
    log.close()
  }
  return log.path
}
