import { success, type Result } from '../../fault/fault.ts'
import { offeredVersion } from '../../lifecycle/versions.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import { historyOfRun, type HistoryRow } from '../../store/catalogue/versions.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { loadState } from '../../store/state/loadState.ts'
import type { Halley } from '../halley.ts'
import type { ResultCounts } from '../contract/runStatus.ts'
import type { VersionSummary } from '../contract/version.ts'

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
