import { dirname, join } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, success } from '../../fault/fault.ts'
import { knownRun } from '../../lifecycle/whereabouts.ts'
import type { SourceDifference } from '../../pipeline/identity/compareSources.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { writeChanges, type FoundChanges } from '../../store/compare/changesTable.ts'
import { atCompareSite } from '../../store/compare/compareSite.ts'
import type { ComparedResults } from '../../store/compare/contestedMembers.ts'
import { removeMade } from '../../store/files/removeMade.ts'
import { loadState } from '../../store/state/loadState.ts'
import type { SourceChanges } from '../contract/version.ts'
import type { ChangeKind } from '../contract/versionChanges.ts'
import type { Halley } from '../halley.ts'
import { diffSources, keptVersionsFault } from './diffVersions.ts'
import { resultFolderOf } from './sourcesOfVersion.ts'

/** Two versions of a run. */
export interface VersionPair {
  readonly from: number
  readonly to: number
}

/** What became of the sources of two results, in a file that pages are read from. */
export interface Comparison {
  readonly results: ComparedResults
  readonly path: string
  readonly counts: SourceChanges['counts']
}

/** Results do not change, so neither does what tells them apart: the last few comparisons of this process are kept. */
const kept = new Map<string, Promise<Result<Comparison>>>()
const MOST_KEPT = 8

interface Found {
  readonly kind: ChangeKind
  readonly id: number
  readonly others?: readonly number[]
  readonly moved?: number
  readonly fluxChange?: number
}

function* foundIn({ added, gone, split, merged, changed }: SourceDifference): Generator<Found> {
  for (const id of added) yield { kind: 'added', id }
  for (const id of gone) yield { kind: 'gone', id }
  for (const { id, into } of split) yield { kind: 'split', id, others: into }
  for (const { id, from } of merged) yield { kind: 'merged', id, others: from }
  for (const { id, movedArcsec, fluxChangeMjy } of changed) yield { kind: 'changed', id, moved: movedArcsec, fluxChange: fluxChangeMjy }
}

const ROWS_AT_ONCE = 65_536

function columnsOf(rows: readonly Found[]): FoundChanges {
  return {
    kind: rows.map(({ kind }) => kind),
    id: Float64Array.from(rows, ({ id }) => id),
    others: rows.map(({ others }) => (others ? others.join(',') : null)),
    moved: Float64Array.from(rows, ({ moved }) => moved ?? NaN),
    flux_change: Float64Array.from(rows, ({ fluxChange }) => fluxChange ?? NaN),
  }
}

function* chunksOf(difference: SourceDifference): Generator<FoundChanges> {
  let rows: Found[] = []
  for (const found of foundIn(difference)) {
    rows.push(found)
    if (rows.length < ROWS_AT_ONCE) continue
    yield columnsOf(rows)
    rows = []
  }
  yield columnsOf(rows)
}

function countsOf({ added, gone, split, merged, changed, unchanged }: SourceDifference): SourceChanges['counts'] {
  const [first, second] = [added.length, gone.length]
  return { added: first, gone: second, split: split.length, merged: merged.length, changed: changed.length, unchanged }
}

async function compare(halley: Halley, results: ComparedResults, path: string): Promise<Result<Comparison>> {
  return atCompareSite(halley.scratch, async (site) => {
    const difference = await diffSources(site, results)
    if (!difference.ok) return difference
    const written = await writeChanges(site, results, chunksOf(difference.value), path)
    return written.ok ? success({ results, path, counts: countsOf(difference.value) }) : written
  })
}

async function forget(path: string): Promise<void> {
  const comparison = kept.get(path)
  kept.delete(path)
  if ((await comparison)?.ok) await removeMade(dirname(path))
}

async function keep(path: string, comparison: Promise<Result<Comparison>>): Promise<Result<Comparison>> {
  kept.set(path, comparison)
  const oldest = [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT))
  for (const one of oldest) await forget(one)
  const made = await comparison.catch((error: unknown) => {
    kept.delete(path)
    throw error
  })
  if (!made.ok) kept.delete(path)
  return made
}

/**
 * Compares the sources of two versions of a run, once for as many pages as are asked for.
 *
 * @returns `version.unknown` for a version whose files are not kept, `parquet.read` where files are missing or damaged
 */
export async function comparisonOf(halley: Halley, { id }: Pick<RunRow, 'id'>, { from, to }: VersionPair): Promise<Result<Comparison>> {
  const run = knownRun(await loadState(halley.store.catalogue, { itemIds: [id] }), id)
  const unknown = keptVersionsFault(run, [from, to])
  if (unknown) return failure(unknown)
  const results = { before: resultFolderOf(halley, run, from), after: resultFolderOf(halley, run, to) }
  const name = [results.before, results.after].map((folder) => folder.slice(folder.lastIndexOf('/') + 1)).join('_')
  const path = join(halley.scratch, `compared-${name}`, 'changes.parquet')
  const known = kept.get(path)
  if (!known) return keep(path, compare(halley, results, path))
  kept.delete(path)
  kept.set(path, known)
  return known
}
