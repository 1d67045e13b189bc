import { failure, success, type Result } from '../../fault/fault.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { loadState } from '../../store/state/loadState.ts'
import type { SourceChanges, VersionGlance } from '../contract/version.ts'
import type { Halley } from '../halley.ts'
import { changeKinds, type ChangeKind, type SourceChange } from '../contract/versionChanges.ts'
import { comparisonOf, type VersionPair } from './comparison.ts'
import { keptVersionsFault } from './diffVersions.ts'
import { glanceFrom } from './glance.ts'
import { listChanges } from './versionChanges.ts'

/** How many sources of each kind are named. */
const MOST_NAMED = 500

/** What tells two versions of a run apart at once. @returns `version.unknown` for one whose files are not kept */
export async function compareVersions(
  halley: Halley,
  { id }: Pick<RunRow, 'id'>,
  { from, to }: VersionPair,
): Promise<Result<VersionGlance>> {
  const run = knownRun(await loadState(halley.store.catalogue, { itemIds: [id] }), id)
  const unknown = keptVersionsFault(run, [from, to])
  if (unknown) return failure(unknown)
  return success(await glanceFrom(halley, run, from, to))
}

/** What became of the sources from one version to another: counted, and the first of each kind named. */
export async function compareVersionSources(halley: Halley, run: Pick<RunRow, 'id'>, pair: VersionPair): Promise<Result<SourceChanges>> {
  const comparison = await comparisonOf(halley, run, pair)
  if (!comparison.ok) return comparison
  const named = new Map<ChangeKind, readonly SourceChange[]>()
  for (const kind of changeKinds) {
    const page = await listChanges(halley, run, { ...pair, kind, sort: 'id', order: 'ascending', limit: MOST_NAMED })
    if (!page.ok) return page
    named.set(kind, page.value.rows)
  }
  const ofKind = (kind: ChangeKind) => named.get(kind) ?? []
  return success({
    counts: comparison.value.counts,
    added: ofKind('added').map(({ id }) => id),
    gone: ofKind('gone').map(({ id }) => id),
    split: ofKind('split').map(({ id, others }) => ({ id, into: others })),
    merged: ofKind('merged').map(({ id, others }) => ({ id, from: others })),
    changed: ofKind('changed').map(({ id, movedArcsec, fluxChangeMjy }) => ({ id, movedArcsec: movedArcsec ?? 0, fluxChangeMjy })),
  })
}
