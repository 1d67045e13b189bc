import { inChunks } from './inChunks.ts'
import type { Catalogue } from './openCatalogue.ts'
import type { ImageRow, ResultFileRow, ResultImageRow, ResultRow } from './schema.ts'

const edgesPerStatement = 1000

/** Adds a result with its files and its edges to images. Call it inside a transaction. */
export async function addResult(
  transaction: Catalogue,
  result: ResultRow,
  edges: readonly ResultImageRow[],
  files: readonly ResultFileRow[],
): Promise<void> {
  await transaction.insertInto('results').values(result).execute()
  for (let first = 0; first < edges.length; first += edgesPerStatement) {
    await transaction
      .insertInto('resultImages')
      .values(edges.slice(first, first + edgesPerStatement))
      .execute()
  }
  if (files.length > 0)
    await transaction
      .insertInto('resultFiles')
      .values([...files])
      .execute()
}

/** The files of a result, by name. */
export function filesOfResult(catalogue: Catalogue, resultId: string): Promise<ResultFileRow[]> {
  return catalogue.selectFrom('resultFiles').selectAll().where('resultId', '=', resultId).orderBy('name').execute()
}

/** The files of several results. */
export function filesOfResults(catalogue: Catalogue, resultIds: readonly string[]): Promise<ResultFileRow[]> {
  return inChunks(resultIds, (chunk) => catalogue.selectFrom('resultFiles').selectAll().where('resultId', 'in', chunk).execute())
}

/** Every result that is not being purged, by id. */
export function keptResults(catalogue: Catalogue): Promise<ResultRow[]> {
  return catalogue.selectFrom('results').selectAll().where('place', '=', 'live').orderBy('id').execute()
}

/** Which results are made of the images. */
export function edgesToImages(catalogue: Catalogue, imageIds: readonly string[]): Promise<Pick<ResultImageRow, 'resultId' | 'imageId'>[]> {
  return inChunks(imageIds, (chunk) =>
    catalogue.selectFrom('resultImages').select(['resultId', 'imageId']).where('imageId', 'in', chunk).execute(),
  )
}

/** Marks results whose files were found missing then, or takes the mark away. */
export async function markResults(catalogue: Catalogue, ids: readonly string[], missingSince: string | null): Promise<void> {
  await inChunks(ids, async (chunk) => {
    await catalogue.updateTable('results').set({ missingSince }).where('id', 'in', chunk).execute()
    return []
  })
}

export function findResult(catalogue: Catalogue, id: string): Promise<ResultRow | undefined> {
  return catalogue.selectFrom('results').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The newest result of a run that was made from the same inputs. */
export function findResultByInputs(catalogue: Catalogue, runId: string, inputsHash: string): Promise<ResultRow | undefined> {
  return catalogue
    .selectFrom('results')
    .selectAll()
    .where('runId', '=', runId)
    .where('inputsHash', '=', inputsHash)
    .where('place', '=', 'live')
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .executeTakeFirst()
}

export interface ImageOfResult extends ImageRow {
  readonly epoch: number
}

/** The images of a result in the order of its list. */
export function imagesOfResult(catalogue: Catalogue, resultId: string): Promise<ImageOfResult[]> {
  return catalogue
    .selectFrom('resultImages')
    .innerJoin('images', 'images.id', 'resultImages.imageId')
    .selectAll('images')
    .select('resultImages.epoch')
    .where('resultImages.resultId', '=', resultId)
    .orderBy('resultImages.position')
    .execute()
}

/** The ids of the runs that use an image by a result that is kept. */
export async function runsOfImage(catalogue: Catalogue, imageId: string): Promise<string[]> {
  const rows = await catalogue
    .selectFrom('resultImages')
    .innerJoin('results', 'results.id', 'resultImages.resultId')
    .select('results.runId')
    .distinct()
    .where('resultImages.imageId', '=', imageId)
    .where('results.place', '=', 'live')
    .execute()
  return rows.map(({ runId }) => runId)
}

export interface PlacedImage extends Pick<ImageRow, 'id' | 'number' | 'name' | 'facts'> {
  readonly resultId: string
}

/** The images of some results, each as often as they use it. */
export async function imagesOfResults(catalogue: Catalogue, resultIds: readonly string[]): Promise<PlacedImage[]> {
  const edges = await inChunks(resultIds, (chunk) =>
    catalogue.selectFrom('resultImages').select(['resultId', 'imageId']).where('resultId', 'in', chunk).execute(),
  )
  const imageIds = [...new Set(edges.map(({ imageId }) => imageId))]
  const images = await inChunks(imageIds, (chunk) =>
    catalogue.selectFrom('images').select(['id', 'number', 'name', 'facts']).where('id', 'in', chunk).execute(),
  )
  const byId = new Map(images.map((image) => [image.id, image]))
  return edges.flatMap(({ resultId, imageId }) => {
    const image = byId.get(imageId)
    return image ? [{ ...image, resultId }] : []
  })
}
