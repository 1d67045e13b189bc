import { success, type Result } from '../../fault/fault.ts'
import type { RunPlace } from '../../lifecycle/runState.ts'
import { offeredVersion } from '../../lifecycle/versions.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import { historyOfRun, type HistoryRow } from '../../store/catalogue/versions.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { loadState } from '../../store/state/loadState.ts'
import type { Halley } from '../halley.ts'
import type { ResultCounts } from '../contract/runStatus.ts'

/** One entry of a run's history. */
export interface VersionSummary {
  readonly number: number
  readonly isHead: boolean
  /** Whether Restore Run would go to it if no version were named. */
  readonly isOffered: boolean
  readonly madeAs: 'process' | 'addImages' | 'restore'
  readonly parent: number | null
  /** The version whose content a restore brought back. */
  readonly restoredFrom: number | null
  readonly madeBy: string
  readonly madeAtUtc: string
  readonly place: RunPlace
  readonly counts: ResultCounts
  readonly bytes: number
  /** When files of it were found missing or altered; null: whole, as far as is known. */
  readonly missingSinceUtc: string | null
}

function summaryOf(row: HistoryRow, head: number | null, offered: number | null): VersionSummary {
  const { number, kind, parentNumber, restoredFrom, userName, madeAt, place, counts, bytes, missingSince } = row
  return {
    number,
    isHead: number === head,
    isOffered: number === offered,
    madeAs: kind,
    parent: parentNumber,
    restoredFrom,
    madeBy: userName,
    madeAtUtc: madeAt,
    place,
    counts: JSON.parse(counts) as ResultCounts,
    bytes,
    missingSinceUtc: missingSince,
  }
}

/** The history of a run, newest version first, with those in Trash and those deleted. */
export async function listVersions({ store }: Halley, { id }: Pick<RunRow, 'id'>): Promise<Result<readonly VersionSummary[]>> {
  const run = knownRun(await loadState(store.catalogue, { itemIds: [id] }), id)
  const head = run.state.place === 'purged' ? null : run.state.head
  const offered = offeredVersion(run)
  return success((await historyOfRun(store.catalogue, id)).map((row) => summaryOf(row, head, offered)))
}
