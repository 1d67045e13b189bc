import { join } from 'node:path'
import type { Sizes } from '../../lifecycle/plans/plan.ts'
import type { Reach } from '../../lifecycle/reach.ts'
import type { ItemKind, Run, State } from '../../lifecycle/state.ts'
import { knownItem } from '../../lifecycle/whereabouts.ts'
import { inChunks } from '../catalogue/inChunks.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { Store } from '../store.ts'
import { foreignFiles } from '../views/foreignFiles.ts'
import { fileSize, folderSize } from './folderSize.ts'
import { countRemarks } from './remarks.ts'

/** Folders of a run that have their own sizes: they go with their results. */
export const foldersOfResults = ['results', 'exports']

function idsOfKind(state: State, ids: readonly string[], kind: ItemKind): string[] {
  return ids.filter((id) => knownItem(state, id).kind === kind)
}

/** The manifest is no row of its own, and exports can be made again: the disk knows their sizes. */
export async function resultSizes(store: Store, transaction: Catalogue, resultIds: readonly string[]): Promise<Sizes['results']> {
  const rows = await inChunks(resultIds, (chunk) =>
    transaction.selectFrom('results').select(['id', 'runId', 'counts']).where('id', 'in', chunk).execute(),
  )
  const files = await inChunks(resultIds, (chunk) =>
    transaction
      .selectFrom('resultFiles')
      .select(({ fn }) => ['resultId', fn.countAll().as('files'), fn.sum('bytes').as('bytes')])
      .where('resultId', 'in', chunk)
      .groupBy('resultId')
      .execute(),
  )
  const inRows = new Map(files.map((row) => [row.resultId, { files: Number(row.files), bytes: Number(row.bytes) }]))
  const sizeOf = ({ id, runId, counts }: (typeof rows)[number]) => {
    const { sources = 0 } = JSON.parse(counts) as { readonly sources?: number }
    const manifest = fileSize(join(store.paths.result(runId, id), 'manifest.json'))
    const exported = folderSize(store.paths.exports(runId, id))
    const listed = inRows.get(id) ?? { files: 0, bytes: 0 }
    return {
      sources,
      files: listed.files + manifest.files + exported.files,
      bytes: listed.bytes + manifest.bytes + exported.bytes,
    }
  }
  return new Map(rows.map((row) => [row.id, sizeOf(row)]))
}

/** The manifest is no column, and a preview can be made again: the disk knows their sizes. */
export async function imageSizes(store: Store, transaction: Catalogue, imageIds: readonly string[]): Promise<Sizes['images']> {
  const columns = ['id', 'name', 'measurementCount', 'measurementBytes'] as const
  const rows = await inChunks(imageIds, (chunk) => transaction.selectFrom('images').select(columns).where('id', 'in', chunk).execute())
  return new Map(
    rows.map(({ id, name, measurementCount, measurementBytes }) => {
      const others = [join(store.paths.image(id), 'manifest.json'), store.paths.imagePreview(id)].map(fileSize)
      const files = others.reduce((sum, other) => sum + other.files, 1)
      const bytes = others.reduce((sum, other) => sum + other.bytes, measurementBytes)
      return [id, { name, measurements: measurementCount, files, bytes }]
    }),
  )
}

function itemSizes(store: Store, state: State, itemIds: readonly string[]): Sizes['items'] {
  const { paths } = store
  const folders = {
    project: () => ({ files: 0, bytes: 0 }),
    run: (id: string) => folderSize(paths.run(id), foldersOfResults),
    sample: (id: string) => folderSize(paths.sample(id)),
    analysis: (id: string) => folderSize(paths.analysis(id)),
  }
  return new Map(itemIds.map((id) => [id, folders[knownItem(state, id).kind](id)]))
}

/** A live run holds its directory; in that of a name which another run has by now, files are that run's. */
async function filesOfUsers(store: Store, transaction: Catalogue, runs: readonly Run[]): Promise<Sizes['foreignFiles']> {
  const names = [...new Set(runs.map(({ name }) => name))]
  const holders = await inChunks(names, (chunk) =>
    transaction.selectFrom('runs').select(['id', 'name']).where('name', 'in', chunk).where('place', '=', 'live').execute(),
  )
  const holderOf = new Map(holders.map(({ id, name }) => [name, id]))
  const own = runs.filter(({ id, name }) => (holderOf.get(name) ?? id) === id)
  return own.flatMap(({ id, name }) => foreignFiles(store, name).map((path) => ({ itemId: id, path })))
}

/**
 * The sizes of all that an act reaches, and the remarks and foreign files that hang on it: what a plan of the act, or of
 * a part of it, is drawn with.
 */
export async function sizesOf(store: Store, transaction: Catalogue, state: State, reached: Reach): Promise<Sizes> {
  const { itemIds, resultIds, imageIds, keptImages } = reached
  const of = (kind: ItemKind) => idsOfKind(state, itemIds, kind)
  const runs = of('run').map((id) => knownItem(state, id) as Run)
  const remarks = { project: of('project'), run: of('run'), sample: of('sample'), analysis: of('analysis'), image: imageIds }
  return {
    results: await resultSizes(store, transaction, resultIds),
    images: await imageSizes(store, transaction, [...imageIds, ...keptImages.keys()]),
    items: itemSizes(store, state, itemIds),
    comments: await countRemarks(transaction, remarks),
    foreignFiles: await filesOfUsers(store, transaction, runs),
  }
}
