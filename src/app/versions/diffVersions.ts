import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import type { Run } from '../../lifecycle/state.ts'
import { versionOf } from '../../lifecycle/versions.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import { compareSources, type SourceDifference } from '../../pipeline/identity/compareSources.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { atCompareSite, type CompareSite } from '../../store/compare/compareSite.ts'
import { contestedMembers, type ComparedResults } from '../../store/compare/contestedMembers.ts'
import { loadState } from '../../store/state/loadState.ts'
import type { Halley } from '../halley.ts'
import type { VersionGlance } from '../contract/version.ts'
import { FIRST_FORCED_ID } from '../process/measurementId.ts'
import { glanceFrom } from './glance.ts'
import { readSourceColumns, resultFolderOf } from './sourcesOfVersion.ts'

/** What became of a run from one of its versions to another. */
export interface VersionDifference extends VersionGlance {
  readonly sources: SourceDifference
}

function missingVersion(run: Run, number: number): Fault {
  return makeFault('version.unknown', `Run ${run.name}: expected a version whose files are kept, found none of number ${number}.`, {
    hint: `List them: ./halley versions ${run.name}`,
    data: { run: run.name, version: number },
  })
}

function isKept(run: Run, number: number): boolean {
  const place = versionOf(run, number)?.state.place
  return place === 'live' || place === 'trashed'
}

/** `version.unknown` for the first of some versions whose files are not kept; null where all are. */
export function keptVersionsFault(run: Run, numbers: readonly number[]): Fault | null {
  const missing = numbers.find((number) => !isKept(run, number))
  return missing === undefined ? null : missingVersion(run, missing)
}

/** Compares the sources of two results, at a place that has the room for it. @returns `parquet.read` where files are missing or damaged */
export async function diffSources(site: CompareSite, results: ComparedResults): Promise<Result<SourceDifference>> {
  const members = await contestedMembers(site, { ...results, firstForcedId: FIRST_FORCED_ID })
  if (!members.ok) return members
  const before = await readSourceColumns(results.before)
  if (!before.ok) return before
  const after = await readSourceColumns(results.after)
  if (!after.ok) return after
  const [earlier, later] = [
    { ...before.value, members: members.value.before },
    { ...after.value, members: members.value.after },
  ]
  return success(compareSources(earlier, later))
}

/** Compares two versions of a run: images, configuration, counts, and what became of each source. */
export async function diffVersions(
  halley: Halley,
  { id }: Pick<RunRow, 'id'>,
  from: number,
  to: number,
): Promise<Result<VersionDifference>> {
  const run = knownRun(await loadState(halley.store.catalogue, { itemIds: [id] }), id)
  const unknown = keptVersionsFault(run, [from, to])
  if (unknown) return failure(unknown)
  const results = { before: resultFolderOf(halley, run, from), after: resultFolderOf(halley, run, to) }
  const sources = await atCompareSite(halley.scratch, (site) => diffSources(site, results))
  if (!sources.ok) return sources
  return success({ ...(await glanceFrom(halley, run, from, to)), sources: sources.value })
}
