import { success, type Result } from '../../fault/fault.ts'
import { commentCounts, favouritesOf, tagsOfAnchors } from '../../store/catalogue/favourites.ts'
import { runsInPlaces } from '../../store/catalogue/runs.ts'
import type { RunRow } from '../../store/catalogue/schema.ts'
import { someSources } from '../../store/explore/someSources.ts'
import type { Favourite } from '../contract/favourite.ts'
import { readVersion } from '../drawn/readVersion.ts'
import type { Halley } from '../halley.ts'
import { readable } from '../items/readable.ts'

type Row = Awaited<ReturnType<typeof someSources>>[number]

function known(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function shownOf(row: Row | undefined): Favourite['shown'] {
  if (!row) return null
  return {
    name: String(row['name']),
    raDeg: Number(row['wavg_ra']),
    decDeg: Number(row['wavg_dec']),
    measurements: Number(row['n_meas']),
    maxPeakMjy: known(row['max_flux_peak']),
    etaPeak: known(row['eta_peak']),
    vPeak: known(row['v_peak']),
    isNew: row['new'] === true,
  }
}

/** Sources as the version has them that a run shows, by id; none where it shows none that can be read. */
async function rowsOfRun(halley: Halley, run: RunRow, ids: readonly number[]): Promise<ReadonlyMap<number, Row>> {
  const version = await readVersion(halley, run, undefined)
  if (!version.ok) return new Map()
  const rows = await someSources(halley.store.paths.result(run.id, version.value.result.id), ids)
  return new Map(rows.map((row) => [Number(row['id']), row]))
}

/** The favourites of the user in runs that they may see, newest first; those in runs that went to the trash are among them. */
export async function listFavourites(halley: Halley): Promise<Result<readonly Favourite[]>> {
  const { catalogue } = halley.store
  const marked = await favouritesOf(catalogue, halley.user.id)
  const byRun = Map.groupBy(marked, ({ runId }) => runId)
  const rows = (await runsInPlaces(catalogue, ['live', 'trashed', 'purging'])).filter(({ id }) => byRun.has(id))
  const runs = new Map((await readable(halley, rows)).map((run) => [run.row.id, run]))
  const anchorIds = marked.map(({ anchorId }) => anchorId)
  const [tags, comments] = [await tagsOfAnchors(catalogue, anchorIds), await commentCounts(catalogue, anchorIds)]
  const sources = new Map<string, ReadonlyMap<number, Row>>()
  for (const [id, { row, where }] of runs) {
    const ids = (byRun.get(id) ?? []).map(({ sourceId }) => sourceId)
    if (where === 'live') sources.set(id, await rowsOfRun(halley, row, ids))
  }
  return success(
    marked.flatMap(({ anchorId, runId, sourceId, text, at }) => {
      const run = runs.get(runId)
      if (!run) return []
      const about = { runId, run: run.row.name, runWords: run.words, isRunLive: run.where === 'live', source: sourceId, text, atUtc: at }
      const shown = shownOf(sources.get(runId)?.get(sourceId))
      return [{ ...about, tags: tags.get(anchorId) ?? [], comments: comments.get(anchorId) ?? 0, shown }]
    }),
  )
}
