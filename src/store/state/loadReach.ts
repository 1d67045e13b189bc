import type { Image } from '../../lifecycle/state.ts'
import { inChunks } from '../catalogue/inChunks.ts'
import { addItems } from './loadItems.ts'
import type { Loading } from './loading.ts'

/** Loads images with who holds them; those that are gone are not there any more. */
export async function loadImages({ transaction, images }: Loading, ids: Iterable<string>): Promise<void> {
  const wanted = [...new Set(ids)].filter((id) => !images.has(id))
  const rows = await inChunks(wanted, (chunk) =>
    transaction.selectFrom('images').select(['id', 'place', 'purgeId']).where('id', 'in', chunk).execute(),
  )
  const holders = await inChunks(wanted, (chunk) =>
    transaction.selectFrom('imageHolders').select(['imageId', 'userId']).where('imageId', 'in', chunk).orderBy('userId').execute(),
  )
  for (const { id, place, purgeId } of rows) {
    const state: Image['state'] = place === 'purging' && purgeId !== null ? { place, purgeId } : { place: 'live' }
    images.set(id, { id, ingestedBy: [], state })
  }
  for (const { imageId, userId } of holders) {
    const image = images.get(imageId)
    if (image) images.set(imageId, { ...image, ingestedBy: [...image.ingestedBy, userId] })
  }
}

async function loadResults({ transaction, results }: Loading, ids: Iterable<string>): Promise<void> {
  const wanted = [...new Set(ids)].filter((id) => !results.has(id))
  const rows = await inChunks(wanted, (chunk) =>
    transaction.selectFrom('results').select(['id', 'runId']).where('id', 'in', chunk).where('place', '=', 'live').execute(),
  )
  const edges = await inChunks(
    rows.map(({ id }) => id),
    (chunk) =>
      transaction.selectFrom('resultImages').select(['resultId', 'imageId']).where('resultId', 'in', chunk).orderBy('position').execute(),
  )
  const imageIds = new Map<string, string[]>(rows.map(({ id }) => [id, []]))
  for (const { resultId, imageId } of edges) imageIds.get(resultId)?.push(imageId)
  for (const { id, runId } of rows) results.set(id, { id, runId, imageIds: imageIds.get(id) ?? [] })
}

function resultIdsOf({ items }: Loading, itemIds: Iterable<string>): string[] {
  return [...itemIds].flatMap((id) => {
    const item = items.get(id)
    return item?.kind === 'run' ? item.versions.map(({ resultId }) => resultId) : []
  })
}

/** Runs that use the images: by a result, or by the operation that holds them just now. */
async function usersOf({ transaction }: Loading, imageIds: readonly string[]): Promise<string[]> {
  const byResult = await inChunks(imageIds, (chunk) =>
    transaction
      .selectFrom('resultImages')
      .innerJoin('results', 'results.id', 'resultImages.resultId')
      .select('results.runId as id')
      .distinct()
      .where('resultImages.imageId', 'in', chunk)
      .execute(),
  )
  const byOperation = await inChunks(imageIds, (chunk) =>
    transaction
      .selectFrom('operationImages')
      .innerJoin('runs', 'runs.operationId', 'operationImages.operationId')
      .select('runs.id as id')
      .distinct()
      .where('operationImages.imageId', 'in', chunk)
      .execute(),
  )
  return [...new Set([...byResult, ...byOperation].map(({ id }) => id))]
}

/**
 * Loads the results of the deep runs with their images, and for `reach` every other run that uses one of these images, or
 * of those that were loaded by name.
 */
export async function loadReach(loading: Loading, depth: 'results' | 'reach'): Promise<void> {
  await loadResults(loading, resultIdsOf(loading, loading.deep))
  const imageIds = [...new Set([...loading.results.values()].flatMap((result) => result.imageIds))]
  await loadImages(loading, imageIds)
  if (depth === 'results') return
  const users = await usersOf(loading, [...loading.images.keys()])
  await addItems(loading, users)
  // Also of runs that were loaded for their names alone: a plan asks every run that it knows what it uses.
  await loadResults(loading, resultIdsOf(loading, loading.items.keys()))
  const homes = users.flatMap((id) => {
    const item = loading.items.get(id)
    return item && item.kind !== 'project' ? [item.projectId] : []
  })
  await addItems(loading, homes)
}
