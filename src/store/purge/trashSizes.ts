import { inChunks } from '../catalogue/inChunks.ts'
import type { Catalogue } from '../catalogue/openCatalogue.ts'
import type { Store } from '../store.ts'
import { folderSize } from './folderSize.ts'
import { foldersOfResults, imageSizes, resultSizes } from './sizesOf.ts'

/** What one entry of the trash takes on the disk, in bytes. */
export interface TrashSize {
  /** All that is in it and that it uses. */
  readonly bytes: number
  /** What its purge alone would free now. */
  readonly frees: number
}

/** A version that is kept, with the entries whose purge would take it: none for one that is not in the trash. */
interface KeptVersion {
  readonly resultId: string
  readonly entryIds: readonly string[]
}

function selectKept(catalogue: Catalogue) {
  return catalogue
    .selectFrom('versions')
    .innerJoin('runs', 'runs.id', 'versions.runId')
    .innerJoin('projects', 'projects.id', 'runs.projectId')
    .select(['versions.resultId', 'versions.entryId', 'runs.place as runPlace', 'runs.entryId as runEntryId'])
    .select(['projects.place as projectPlace', 'projects.entryId as projectEntryId'])
    .where('versions.place', 'in', ['live', 'trashed'])
    .where('runs.place', 'in', ['live', 'trashed'])
}

type KeptRow = Awaited<ReturnType<ReturnType<typeof selectKept>['execute']>>[number]

/** What is in the trash by itself does not go with its project. */
function keptOf({ resultId, entryId, runPlace, runEntryId, projectPlace, projectEntryId }: KeptRow): KeptVersion {
  const ofRun = runPlace === 'trashed' ? runEntryId : projectPlace === 'trashed' ? projectEntryId : null
  return { resultId, entryIds: [entryId, ofRun].filter((id) => id !== null) }
}

async function keptInTrash(catalogue: Catalogue): Promise<KeptVersion[]> {
  const rows = await selectKept(catalogue)
    .where((is) => is.or([is('versions.place', '=', 'trashed'), is('runs.place', '=', 'trashed'), is('projects.place', '=', 'trashed')]))
    .execute()
  return rows.map(keptOf)
}

async function keptOfResults(catalogue: Catalogue, resultIds: Iterable<string>): Promise<KeptVersion[]> {
  const rows = await inChunks(resultIds, (chunk) => selectKept(catalogue).where('versions.resultId', 'in', chunk).execute())
  return rows.map(keptOf)
}

function intersection(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const [first = new Set<string>(), ...others] = sets
  return others.reduce((common, set) => common.intersection(set), first)
}

/** The entries that would free each result: those that take every kept version of it. */
function freeing(kept: readonly KeptVersion[]): Map<string, ReadonlySet<string>> {
  const byResult = Map.groupBy(kept, ({ resultId }) => resultId)
  return new Map([...byResult].map(([id, versions]) => [id, intersection(versions.map(({ entryIds }) => new Set(entryIds)))]))
}

function edgesOf(catalogue: Catalogue, key: 'resultId' | 'imageId', ids: Iterable<string>) {
  return inChunks(ids, (chunk) => catalogue.selectFrom('resultImages').select(['resultId', 'imageId']).where(key, 'in', chunk).execute())
}

/** Images that users or operations hold, whatever becomes of the versions. */
async function heldImages(catalogue: Catalogue, imageIds: readonly string[]): Promise<Set<string>> {
  const byUsers = await inChunks(imageIds, (chunk) =>
    catalogue.selectFrom('imageHolders').select('imageId').where('imageId', 'in', chunk).execute(),
  )
  const byOperations = await inChunks(imageIds, (chunk) =>
    catalogue
      .selectFrom('operationImages')
      .innerJoin('runs', 'runs.operationId', 'operationImages.operationId')
      .select('operationImages.imageId')
      .where('operationImages.imageId', 'in', chunk)
      .execute(),
  )
  return new Set([...byUsers, ...byOperations].map(({ imageId }) => imageId))
}

/** Items with a folder, and the entries that they are in: their own, or their project's. */
async function foldersInTrash({ catalogue, paths }: Store): Promise<readonly { readonly entryId: string; readonly bytes: number }[]> {
  const tables = { runs: 'run', samples: 'sample', analyses: 'analysis' } as const
  const found: { entryId: string; bytes: number }[] = []
  for (const table of ['runs', 'samples', 'analyses'] as const) {
    const rows = await catalogue
      .selectFrom(`${table as 'runs'} as item`)
      .innerJoin('projects', 'projects.id', 'item.projectId')
      .select(['item.id', 'item.place', 'item.entryId', 'projects.entryId as projectEntryId'])
      .where((is) =>
        is.or([is('item.place', '=', 'trashed'), is.and([is('item.place', '=', 'live'), is('projects.place', '=', 'trashed')])]),
      )
      .execute()
    for (const { id, place, entryId, projectEntryId } of rows) {
      const without = table === 'runs' ? foldersOfResults : []
      const { bytes } = folderSize(paths[tables[table]](id), without)
      const entry = place === 'trashed' ? entryId : projectEntryId
      if (entry !== null) found.push({ entryId: entry, bytes })
    }
  }
  return found
}

class Sums {
  private readonly sums = new Map<string, { bytes: number; frees: number }>()

  add(entryIds: Iterable<string>, key: 'bytes' | 'frees', bytes: number): void {
    for (const id of entryIds) {
      const sum = this.sums.get(id) ?? { bytes: 0, frees: 0 }
      sum[key] += bytes
      this.sums.set(id, sum)
    }
  }

  all(): Map<string, TrashSize> {
    return this.sums
  }
}

/** The sizes of all entries of the trash, by id, in one pass over what is in it and what shares its images. */
export async function trashSizes(store: Store): Promise<ReadonlyMap<string, TrashSize>> {
  const { catalogue } = store
  const inTrash = await keptInTrash(catalogue)
  const own = new Set(inTrash.map(({ resultId }) => resultId))
  const imageIds = [...new Set((await edgesOf(catalogue, 'resultId', own)).map(({ imageId }) => imageId))]
  const edges = await edgesOf(catalogue, 'imageId', imageIds)
  const kept = await keptOfResults(catalogue, new Set([...own, ...edges.map(({ resultId }) => resultId)]))
  const freedBy = freeing(kept)
  const usedBy = new Map(
    [...Map.groupBy(kept, ({ resultId }) => resultId)].map(([id, versions]) => [id, versions.flatMap(({ entryIds }) => entryIds)]),
  )
  const sums = new Sums()
  for (const [id, { bytes }] of await resultSizes(store, catalogue, [...own])) {
    sums.add(new Set(usedBy.get(id)), 'bytes', bytes)
    sums.add(freedBy.get(id) ?? [], 'frees', bytes)
  }
  const held = await heldImages(catalogue, imageIds)
  const users = Map.groupBy(edges, ({ imageId }) => imageId)
  for (const [id, { bytes }] of await imageSizes(store, catalogue, imageIds)) {
    // A result that is kept by nothing any more is on its way out and holds nothing.
    const results = (users.get(id) ?? []).map(({ resultId }) => resultId).filter((each) => freedBy.has(each))
    sums.add(new Set(results.flatMap((each) => usedBy.get(each) ?? [])), 'bytes', bytes)
    if (!held.has(id)) sums.add(intersection(results.map((each) => freedBy.get(each) ?? new Set())), 'frees', bytes)
  }
  for (const { entryId, bytes } of await foldersInTrash(store)) {
    sums.add([entryId], 'bytes', bytes)
    sums.add([entryId], 'frees', bytes)
  }
  return sums.all()
}
