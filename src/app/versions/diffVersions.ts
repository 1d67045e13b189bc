import { failure, makeFault, success, type Result } from '../../fault/fault.ts'
import type { Run } from '../../lifecycle/state.ts'
import { versionOf } from '../../lifecycle/versions.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import { compareSources, type SourceDifference } from '../../pipeline/identity/compareSources.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { loadState } from '../../store/state/loadState.ts'
import type { Halley } from '../halley.ts'
import type { ResultCounts } from '../contract/runStatus.ts'
import type { SettingChange } from '../process/difference/compareInputs.ts'
import { glanceAt } from './glance.ts'
import { readSourcesOf } from './sourcesOfVersion.ts'
import type { VersionImage } from './versionImages.ts'

/** What became of a run from one of its versions to another. */
export interface VersionDifference {
  readonly runName: string
  readonly from: number
  readonly to: number
  readonly images: { readonly removed: readonly VersionImage[]; readonly added: readonly VersionImage[] }
  readonly settings: readonly SettingChange[]
  readonly configTexts: { readonly from: string; readonly to: string }
  readonly counts: { readonly from: ResultCounts; readonly to: ResultCounts }
  readonly sources: SourceDifference
}

function missingVersion(run: Run, number: number): Result<never> {
  return failure(
    makeFault('version.unknown', `Run ${run.name}: expected a version whose files are kept, found none of number ${number}.`, {
      hint: `List them: ./halley versions ${run.name}`,
      data: { run: run.name, version: number },
    }),
  )
}

function isKept(run: Run, number: number): boolean {
  const place = versionOf(run, number)?.state.place
  return place === 'live' || place === 'trashed'
}

/** Compares two versions of a run: images, configuration, counts, and what became of each source. */
export async function diffVersions(
  halley: Halley,
  { id }: Pick<RunRow, 'id'>,
  from: number,
  to: number,
): Promise<Result<VersionDifference>> {
  const run = knownRun(await loadState(halley.store.catalogue, { itemIds: [id] }), id)
  for (const number of [from, to]) if (!isKept(run, number)) return missingVersion(run, number)
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
