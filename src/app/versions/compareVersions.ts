import { success, type Result } from '../../fault/fault.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { loadState } from '../../store/state/loadState.ts'
import type { SourceChanges, VersionGlance } from '../contract/version.ts'
import type { Halley } from '../halley.ts'
import { diffVersions, keptVersionsFault } from './diffVersions.ts'
import { glanceAt } from './glance.ts'
import { failure } from '../../fault/fault.ts'

/** How many sources of each kind are named. */
const MOST_NAMED = 500

/** What tells two versions of a run apart at once. @returns `version.unknown` for one whose files are not kept */
export async function compareVersions(
  halley: Halley,
  { id }: Pick<RunRow, 'id'>,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Result<VersionGlance>> {
  const run = knownRun(await loadState(halley.store.catalogue, { itemIds: [id] }), id)
  const unknown = keptVersionsFault(run, [from, to])
  if (unknown) return failure(unknown)
  const { leaving, returning, settings, counts, configTexts } = await glanceAt(halley, run, from, to)
  return success({
    runName: run.name,
    from,
    to,
    images: { removed: leaving, added: returning },
    settings,
    configTexts: { from: configTexts.shown, to: configTexts.target },
    counts: { from: counts.shown, to: counts.target },
  })
}

function first<T>(list: readonly T[]): readonly T[] {
  return list.slice(0, MOST_NAMED)
}

/** What became of the sources from one version to another: counted, and the first of each kind named. */
export async function compareVersionSources(
  halley: Halley,
  run: Pick<RunRow, 'id'>,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Result<SourceChanges>> {
  const compared = await diffVersions(halley, run, from, to)
  if (!compared.ok) return compared
  const { added, gone, split, merged, changed, unchanged } = compared.value.sources
  const counts = {
    added: added.length,
    gone: gone.length,
    split: split.length,
    merged: merged.length,
    changed: changed.length,
    unchanged,
  }
  const known = first(changed).map((source) => ({
    ...source,
    fluxChangeMjy: Number.isFinite(source.fluxChangeMjy) ? source.fluxChangeMjy : null,
  }))
  return success({ counts, added: first(added), gone: first(gone), split: first(split), merged: first(merged), changed: known })
}
