import { failure, makeFault, success, type Fault, type Result } from '../../fault/fault.ts'
import type { Run } from '../../lifecycle/state.ts'
import { versionOf } from '../../lifecycle/versions.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import { compareSources, type SourceDifference } from '../../pipeline/identity/compareSources.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { loadState } from '../../store/state/loadState.ts'
import type { Halley } from '../halley.ts'
import type { VersionGlance } from '../contract/version.ts'
import { glanceAt } from './glance.ts'
import { readSourcesOf } from './sourcesOfVersion.ts'

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
  const glance = await glanceAt(halley, run, from, to)
  const before = await readSourcesOf(halley, run, from)
  if (!before.ok) return before
  const after = await readSourcesOf(halley, run, to)
  if (!after.ok) return after
  const { counts, configTexts, settings, leaving, returning } = glance
  return success({
    runName: run.name,
    from,
    to,
    images: { removed: leaving, added: returning },
    settings,
    configTexts: { from: configTexts.shown, to: configTexts.target },
    counts: { from: counts.shown, to: counts.target },
    sources: compareSources(before.value, after.value),
  })
}
